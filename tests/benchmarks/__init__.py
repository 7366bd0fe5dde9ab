"""What things cost at the size of a whole city. Run by hand (`make benchmark-search`), no tests."""
