"""Words kept by editors: how they are spelled, what a portal starts with, who hears of changes."""
