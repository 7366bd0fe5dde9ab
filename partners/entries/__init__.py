"""Forms by which people enter records of partners in the workspace."""
