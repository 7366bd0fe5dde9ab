"""Getting in: log-in and lockout, time-outs, passwords, the second factor, the admin's door."""
