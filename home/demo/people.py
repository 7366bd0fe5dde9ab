"""People of the demo city, named by their role; nobody is a real person."""

import random
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from portal.models import User

from .days import FIRST_START, moment

#: One login per role: user name, display name, the group of the role.
LOGINS = (
    ("admin", "演示系统管理员", "系统管理员"),
    ("editor", "演示编辑", "编辑"),
    ("city", "演示组织部门（市）", "组织部门"),
    ("district", "演示组织部门（区）", "组织部门"),
    ("street", "演示组织部门（街道）", "组织部门"),
    ("unit", "演示联络员01", "单位联络员"),
    ("community", "演示社区联络员01", "社区（街镇）联络员"),
    ("auditor", "演示督导", "督导"),
)
_LIAISONS, _COMMUNITY_LIAISONS, _REVIEWERS = 48, 48, 12


@dataclass
class People:
    """Who enters, confirms and approves. The first of each list has a login of its own."""

    by_login: dict[str, User]
    liaisons: list[User] = field(default_factory=list)
    community_liaisons: list[User] = field(default_factory=list)
    reviewers: list[User] = field(default_factory=list)

    @property
    def admin(self) -> User:
        return self.by_login["admin"]

    @property
    def editor(self) -> User:
        return self.by_login["editor"]

    @property
    def city(self) -> User:
        """The organisation department of the city: reviews and verifies."""
        return self.by_login["city"]


def make_people(rng: random.Random) -> People:
    """Create everybody. Passwords of the logins are set later; the others cannot log in."""
    people = People({name: _user(rng, name, shown) for name, shown, _ in LOGINS})
    people.admin.is_staff = people.admin.is_superuser = True
    people.liaisons = [people.by_login["unit"]] + [
        _user(rng, f"liaison{n:02d}", f"演示联络员{n:02d}") for n in range(2, _LIAISONS + 1)
    ]
    people.community_liaisons = [people.by_login["community"]] + [
        _user(rng, f"community{n:02d}", f"演示社区联络员{n:02d}")
        for n in range(2, _COMMUNITY_LIAISONS + 1)
    ]
    people.reviewers = [people.city, people.by_login["district"]] + [
        _user(rng, f"department{n:02d}", f"演示审核员{n:02d}") for n in range(3, _REVIEWERS + 1)
    ]
    User.objects.bulk_create({user.username: user for user in _everybody(people)}.values())
    _join_groups(people)
    return people


def _everybody(people: People) -> list[User]:
    return [
        *people.by_login.values(),
        *people.liaisons,
        *people.community_liaisons,
        *people.reviewers,
    ]


def _user(rng: random.Random, username: str, display_name: str) -> User:
    return User(
        username=username,
        display_name=display_name,
        email=f"{username}@demo.invalid",
        password=make_password(None),
        date_joined=moment(rng, FIRST_START),
    )


def _join_groups(people: People) -> None:
    """Put the logins into the groups of their roles, where those exist."""
    groups = {group.name: group for group in Group.objects.all()}
    for name, _, group in LOGINS:
        if group in groups:
            people.by_login[name].groups.add(groups[group])
