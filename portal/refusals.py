"""Telling that somebody was refused, for whoever keeps a log of it."""

from django.dispatch import Signal

#: Sent with `user`, `path`, `reason` (words for the log) and `request`.
refused = Signal()
