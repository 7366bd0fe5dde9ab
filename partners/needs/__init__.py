"""Needs between the communities that have them and the units that meet them."""
