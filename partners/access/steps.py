"""What still stands between somebody who gave the password and the portal, one step at a time."""

from enum import Enum

from django.urls import reverse

from portal.models import User

from . import factor


class Step(Enum):
    """The value is the name of the address where the step is done."""

    GIVE_FACTOR = "access:verify"
    CHANGE_PASSWORD = "access:password"  # noqa: S105 - the name of an address
    SET_UP_FACTOR = "access:set_up"

    @property
    def address(self) -> str:
        """Where it is done: the only address besides the log-out that is open meanwhile."""
        return reverse(self.value)


def step_of(user: User) -> Step | None:
    """The next step of a person logged in; None for who has done all. At most one query.

    The factor comes first, where there is one: a password alone must not change the password.
    """
    if user.otp_device is not None:  # type: ignore[attr-defined]  # by OTPMiddleware
        return Step.CHANGE_PASSWORD if user.must_change_password else None
    has_factor, is_asked = factor.state_of(user)
    if has_factor:
        return Step.GIVE_FACTOR
    if user.must_change_password:
        return Step.CHANGE_PASSWORD
    return Step.SET_UP_FACTOR if is_asked else None
