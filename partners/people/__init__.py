"""People, their accounts and their memberships: who may give which right, and giving it."""
