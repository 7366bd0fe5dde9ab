"""Which rows a scope reaches and which of them may be changed; each queryset says so as data.

The rule of a subject stands in four attributes of its queryset. Lists, forms, exports, search and
the verdicts of partners.permissions are all read off them, so that they cannot disagree.
"""

from collections.abc import Collection, Iterable
from typing import ClassVar, Self

from django.db.models import Q

from partners.enums import Maker
from partners.scope import Scope, scope_of
from portal.publicity import EVERYTHING, NOTHING, Audience, VisibleQuerySet, may_with_all

from .deciding import decided_by
from .subtree import path_range


def any_of(conditions: Iterable[Q]) -> Q:
    """Rows that fulfil one of `conditions`; none without any."""
    found = NOTHING
    for condition in conditions:
        found = condition if found == NOTHING else found | condition
    return found


class ScopedQuerySet(VisibleQuerySet):
    """Rows that people reach by acting for an organisation or by answering for a place."""

    #: The path of the place a row stands in.
    place_path: ClassVar[str] = "division__path"
    #: Ways from a row to the organisations that are party to it: over one row each, over many.
    parties: ClassVar[tuple[str, ...]] = ()
    many_parties: ClassVar[tuple[str, ...]] = ()
    #: Of the rows of an own organisation, those a liaison meets (drafts of others are not).
    met_when: ClassVar[Q] = EVERYTHING
    #: Rows anybody at all may still change; verified money may not.
    changeable_when: ClassVar[Q] = EVERYTHING
    why_unchangeable: ClassVar[str] = ""
    #: Ways to the organisation a liaison entered a row for, and the states in which it may be
    #: changed; without ways the register is kept by departments.
    entered_for: ClassVar[tuple[str, ...]] = ()
    liaison_changes_when: ClassVar[Q] = EVERYTHING

    #: Whether departments read rows that administrators alone set.
    kept_by_administrators: ClassVar[bool] = False

    #: What the setting of who decides calls the register; empty: any department of the place does.
    review_subject: ClassVar[str] = ""

    def in_places(self, paths: Collection[str]) -> Q:
        """Rows in one of the places or below."""
        return any_of(path_range(path, self.place_path) for path in sorted(paths))

    def party_to(self, organisations: Collection[int]) -> Q:
        """Rows to which one of the organisations is a party."""
        if not organisations:
            return NOTHING
        direct = [Q(**{f"{way}__in": organisations}) for way in self.parties]
        rows = self.model._base_manager
        related = [
            Q(pk__in=rows.filter(**{f"{way}__in": organisations}).values("pk"))
            for way in self.many_parties
        ]
        return any_of([*direct, *related])

    def reached_by(self, scope: Scope) -> Q:
        """Rows that the duties of a scope open: as a party to them, or by their place."""
        own = self.party_to(scope.organisations)
        if own != NOTHING and self.met_when != EVERYTHING:
            own &= self.met_when
        return any_of(q for q in (self.in_places(scope.read), own) if q != NOTHING)

    def reach_of(self, user: Audience) -> Q:
        """Rows that all memberships of a person open."""
        return self.reached_by(scope_of(user))

    def in_scope(self, scope: Scope) -> Self:
        """Rows of a scope, public or not: what lists of the workspace show."""
        return self.filter(self.reached_by(scope))

    def editable_by(self, user: Audience) -> Self:
        """Rows that `user` may change now.

        With the right on all rows any that can still change; a department what stands in its
        places; a liaison what was entered for the own organisation, in the states that allow it.
        """
        rows = self.filter(self.changeable_when)
        if may_with_all(user, "change", self.model):
            return rows
        return rows.filter(self.changed_by(scope_of(user)))

    def authored_by(self, organisations: Collection[int]) -> Q:
        """Rows entered for one of the organisations."""
        ways = [Q(**{f"{way}__in": organisations}) for way in self.entered_for]
        return any_of(ways) if organisations else NOTHING

    def counterpart_of(self, organisations: Collection[int]) -> Q:
        """Rows to which one of the organisations is the party that confirms what is said."""
        return NOTHING

    def made_by(self, maker: Maker, scope: Scope) -> Q:
        """Rows for which a scope stands as that maker of moves."""
        if maker is Maker.AUTHOR:
            return self.authored_by(scope.organisations)
        if maker is Maker.COUNTERPART:
            return self.counterpart_of(scope.organisations) if scope.organisations else NOTHING
        if maker is Maker.REVIEWER and self.review_subject:
            return decided_by(self, scope)
        return self.in_places(scope.steered)

    def changed_by(self, scope: Scope) -> Q:
        """Rows that the duties of a scope let a person change."""
        steered = self.in_places(scope.steered)
        own = self.authored_by(scope.organisations)
        if own != NOTHING:
            own &= self.liaison_changes_when
        return any_of(q for q in (steered, own) if q != NOTHING)
