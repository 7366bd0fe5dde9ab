"""Moves of state: one named function each, checked, in one transaction, one row in the log."""

from . import agreement, list_item, pairing, review

__all__ = ["agreement", "list_item", "pairing", "review"]
