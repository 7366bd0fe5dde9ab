"""Who may give which right to whom: never above the own rights, never to oneself. The one rule.

A department keeps the people of its places: it makes anybody a liaison of the organisations
there, but a department or an auditor only of a place below its own. What it grants is the office's
act and may outlast the term of the person who enters it. Administrators keep everybody but
themselves. Who holds rights beyond memberships (groups) is kept by administrators alone.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from partners.enums import LIAISON_ROLES
from partners.querysets.scoped import any_of
from partners.querysets.subtree import path_range
from partners.scope import scope_of
from portal.admin.ranks import may_change_account
from portal.models import User
from portal.publicity import may_with_all
from portal.verdict import ALLOWED, Verdict, refusal

if TYPE_CHECKING:
    from partners.models import Membership, Organisation

OWN = "本人的任职、账号和权限不能由本人办理，请由上级组织部门或系统管理员办理。"
STAFF = "这个账号有管理后台的权限，由系统管理员维护。"
READS_ONLY = "任职由组织部门登记，您可以查看，不能修改。"
ELSEWHERE = "这个组织不在您负责的地区内。"
NOT_BELOW = "组织部门和督导由上级登记：您可以登记下级地区的，不能登记本级的。"
ACCOUNT_ELSEWHERE = "这个账号有不由您登记的任职，账号由上级组织部门或系统管理员维护。"
ABOVE = "这个账号的权限高于您的权限，由超级管理员维护。"

_ORGANISATION, _PLACE = "organisation__division__path", "division__path"


@dataclass(frozen=True)
class Mandate:
    """What one person may give: anything anywhere, or by the places the person steers."""

    everywhere: bool
    steered: frozenset[str]

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.steered)

    def reaches(self, path: str) -> bool:
        """Whether something may be given in the place with that path."""
        return self.everywhere or any(path.startswith(top) for top in self.steered)

    def covers(self, role: str, path: str) -> bool:
        """Whether `role` may be given for an organisation in that place."""
        if self.everywhere or role in LIAISON_ROLES:
            return self.reaches(path)
        return any(path.startswith(top) and path != top for top in self.steered)

    @property
    def organisations(self) -> Q:
        """Organisations for which something may be given."""
        if self.everywhere:
            return Q()
        return any_of(path_range(top, _PLACE) for top in sorted(self.steered))


def given_by(steered: Collection[str]) -> Q:
    """Memberships that a department of those places may give: `Mandate.covers` as a condition."""
    liaison = Q(role__in=LIAISON_ROLES)
    return any_of(
        path_range(top, _ORGANISATION) & (liaison | ~Q(**{_ORGANISATION: top}))
        for top in sorted(steered)
    )


def beyond_memberships() -> Q:
    """People (as rows of User) with rights that no membership gives."""
    in_groups = User.groups.through.objects.values("user_id")
    with_rights = User.user_permissions.through.objects.values("user_id")
    return Q(is_superuser=True) | Q(pk__in=in_groups) | Q(pk__in=with_rights)


def mandate_of(user: User) -> Mandate:
    """What `user` may give, by all memberships together or as an administrator."""
    from partners.models import Membership  # its queryset asks this module

    return Mandate(may_with_all(user, "change", Membership), scope_of(user).steered)


def is_staff(person: User) -> bool:
    """Whether the person holds rights that no membership gives."""
    return User.objects.filter(beyond_memberships(), pk=person.pk).exists()


def may_keep_person(user: User, person: User) -> Verdict:
    """Whether `user` may keep memberships of `person` at all."""
    mandate = mandate_of(user)
    if not mandate:
        return refusal(READS_ONLY)
    if person.pk == user.pk:
        return refusal(OWN)
    return ALLOWED if mandate.everywhere or not is_staff(person) else refusal(STAFF)


def may_give(user: User, role: str, organisation: "Organisation") -> Verdict:
    """Whether `user` may give `role` for `organisation` to somebody whom `user` keeps."""
    mandate, path = mandate_of(user), organisation.division.path
    if mandate.covers(role, path):
        return ALLOWED
    if not mandate:
        return refusal(READS_ONLY)
    return refusal(NOT_BELOW if mandate.reaches(path) else ELSEWHERE)


def may_keep(user: User, membership: "Membership") -> Verdict:
    """Whether `user` may change or end this membership, or could have given it."""
    if not (person := may_keep_person(user, membership.user)):
        return person
    return may_give(user, membership.role, membership.organisation)


def kept_among(user: User, person: User, memberships: "Iterable[Membership]") -> "list[Membership]":
    """Those of one person's memberships that `user` may change or end."""
    if not may_keep_person(user, person):
        return []
    mandate = mandate_of(user)
    return [m for m in memberships if mandate.covers(m.role, m.organisation.division.path)]


def may_keep_account(user: User, person: User) -> Verdict:
    """Whether `user` may give a password, put an account out of use, and the like.

    For a department every membership the person ever had must be one it may give: with an account
    goes all that it opens.
    """
    if not (allowed := may_keep_person(user, person)):
        return allowed
    mandate = mandate_of(user)
    if mandate.everywhere:
        return ALLOWED if may_change_account(user, person) else refusal(ABOVE)
    held = list(person.memberships.values_list("role", _ORGANISATION))
    if held and all(mandate.covers(role, path) for role, path in held):
        return ALLOWED
    return refusal(ACCOUNT_ELSEWHERE)
