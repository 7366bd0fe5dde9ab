"""Keeping the index true: what entries are made of, how they are written, and when anew."""
