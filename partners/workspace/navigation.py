"""The frame of every screen of the workspace: who works here, for whom, and where to go."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse

from partners.models import Membership
from partners.scope import Scope
from portal.models import User

from .registers import places, registers

if TYPE_CHECKING:
    from .entrance import WorkspaceMixin


@dataclass(frozen=True)
class Link:
    """One entry of the navigation."""

    label: str
    url: str
    current: bool


_ENTERS_ADMIN = "wagtailadmin.access_admin"
_BACKEND = "django.contrib.auth.backends.ModelBackend"
#: The order of the groups.
GROUPS = ("待办", "结对共建", "项目与资金", "需求与资源", "组织与地区", "管理")


class Desk:
    """What the frame shows for one response."""

    def __init__(self, view: "WorkspaceMixin") -> None:
        self.view = view
        self.person = view.person
        self.acting = view.acting
        self.memberships = view.memberships

    @property
    def others(self) -> list[Membership]:
        """The memberships that could be chosen instead."""
        return [m for m in self.memberships if m is not self.acting]

    @property
    def enters_admin(self) -> bool:
        """Whether the frame leads to the admin; on the first screen also for who acts for one.

        Elsewhere the rights of people with a membership are not asked: a query a screen.
        """
        if self.acting is None:
            return self.person.has_perm(_ENTERS_ADMIN)
        if not self.view.is_first_screen:
            return False
        holders = User.objects.with_perm(_ENTERS_ADMIN, backend=_BACKEND)
        return holders.filter(pk=self.person.pk).exists()

    @cached_property
    def groups(self) -> list[tuple[str, list[Link]]]:
        """The navigation, by group; what has nothing for the person is left out."""
        met = list(self._met())
        path = self.view.request.path
        current = max((url for _, _, url in met if path.startswith(url)), key=len, default="")
        found: dict[str, list[Link]] = {group: [] for group in GROUPS}
        for group, label, url in met:
            found[group].append(Link(label, url, url == current))
        return [(group, links) for group, links in found.items() if links]

    def _met(self) -> Iterator[tuple[str, str, str]]:
        """Group, words and address of every screen that is for the person."""
        for register in registers().values():
            if self._is_met(register.is_for):
                yield register.group, register.label, register.url
        for place in places():
            if self._is_met(place.is_for) and (self.acting or place.for_administrators):
                yield place.group, place.label, reverse(place.url_name)

    def _is_met(self, is_for: Callable[[Scope], bool]) -> bool:
        return is_for(self.view.scope) if self.acting else self.view.sees_all
