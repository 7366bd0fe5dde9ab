"""Every address of the portal, every role, every relation of the row, read and written.

What is expected stands in `table.py`, written by hand; who and what there is comes from the cast.
An address that the table does not place fails, so that a new screen is thought about.
"""
