"""Settings: `base` is true everywhere; `dev`, `test`, `demo` and `production` say what differs."""
