"""Who is paired with whom: levels, parents, suggestions with their reasons, many pairs at once."""
