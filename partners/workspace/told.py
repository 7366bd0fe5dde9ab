"""What a record is about that tells of another one, such as an entry made for somebody else."""

from dataclasses import dataclass
from typing import Any

from partners.permissions import may_view
from portal.models import User

from .facts import Facts
from .registers import WorkspaceRegister, register_of


@dataclass(frozen=True)
class About:
    """The other record: what it is called, where it is, what it says."""

    title: str
    url: str
    facts: Facts


def about(register: WorkspaceRegister, record: Any, person: User) -> About | None:
    """What `record` tells of, for somebody who may see that; None for one of its own."""
    other = register.tells_of(record)
    found = register_of(type(other)) if other is not None else None
    if found is None or not may_view(person, other):
        return None
    # What is private of it is read on its own page.
    facts = Facts(found, other, person, may_edit=False)
    return About(found.title(other), found.url_of(other), facts)
