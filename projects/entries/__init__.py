"""What people enter about their work in the workspace: activities, progress, money."""
