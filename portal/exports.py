"""Telling that somebody took a list out as a sheet, for whoever keeps a record of it."""

from django.dispatch import Signal

#: Sent before the sheet is written, with `user`, `request`, `name` (of the list), `rows` (how many)
#: and `file_format`: an export that breaks off has handed out rows as well.
exported = Signal()
