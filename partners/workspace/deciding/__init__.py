"""Doing something about a record: its moves one by one, and what waits, one after the other."""
