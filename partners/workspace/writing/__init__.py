"""Entering and changing records in the workspace: one form a register, two views for all."""
