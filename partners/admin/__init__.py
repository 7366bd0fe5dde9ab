"""What the admin screens of all registers share: forms with a version, moves, the event log."""
