"""What the admin screens of every app share; knows no register."""
