"""Screens of the admin, one file a subject; groups.py puts them into the menu."""
