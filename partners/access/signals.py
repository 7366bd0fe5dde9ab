"""What happens on the way in, for whoever keeps a log of it.

Logging in, failing to and logging out send Django's own signals (`user_logged_in`,
`user_login_failed`, `user_logged_out`); a lockout sends axes' `user_locked_out`.
All of these here come with `user` (whose log-in it is) and `by` (who did it, else None).
"""

from django.dispatch import Signal

#: A password was stored. Nobody knows here who did it: `by` is left out.
password_changed = Signal()
#: A second factor was set up, or a new one took its place.
factor_set_up = Signal()
#: The second factor was taken away: by an administrator, or by the person.
factor_removed = Signal()
#: A code was wrong; `kind` says which: "totp" or "recovery".
factor_refused = Signal()
#: The second factor was given; `kind` as above, `left` recovery codes remain.
factor_given = Signal()
#: New recovery codes were made; the old ones are void.
recovery_codes_renewed = Signal()
#: A session was ended; `reason` is "idle" or "limit". Django's `user_logged_out` is sent as well.
session_ended = Signal()
