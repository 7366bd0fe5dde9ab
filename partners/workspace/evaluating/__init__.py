"""Rating the partner at year's end, and what all answers say together."""
