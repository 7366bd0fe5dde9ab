"""The answer to 「may this person do that」, with the reason a person who may know is given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """Whether something is allowed, and where it is not, why, in words for the screen.

    A refusal without a reason is for somebody who may not know that the record exists: a 404.
    """

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)
UNKNOWN = Verdict(False)


def refusal(reason: str) -> Verdict:
    """A refusal that says why."""
    return Verdict(False, reason)
