"""The ledger's screens stand in the admin: the same people sit there."""

from tests.projects.admin.conftest import client, other, person

__all__ = ["client", "other", "person"]
