"""Every screen of the workspace, looked at wide and narrow, by day and by night."""
