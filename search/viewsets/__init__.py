"""The screens of the search in the admin, one module a subject."""
