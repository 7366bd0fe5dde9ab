"""Questions about what is set for a place and everything in it: it holds in the places below."""

from django.db.models import Q

from partners.scope import Scope, paths_at_or_above
from portal.publicity import NOTHING

from .scoped import ScopedQuerySet, any_of


def holding_in(rows: ScopedQuerySet, scope: Scope) -> Q:
    """What is set at, below or above the places that a department or auditor reads."""
    if not scope.read:
        return NOTHING
    above = Q(**{f"{rows.place_path}__in": paths_at_or_above(scope.read)})
    return any_of([rows.in_places(scope.read), above])


class SettingQuerySet(ScopedQuerySet):
    """A department or auditor reads what is set in the own places and what holds there; a
    department changes what is set in its own places.
    """

    public_when = NOTHING

    def reached_by(self, scope: Scope) -> Q:
        return holding_in(self, scope)


class ReviewLevelQuerySet(SettingQuerySet):
    kept_by_administrators = True

    def changed_by(self, scope: Scope) -> Q:
        """None: administrators set them."""
        return NOTHING


class ChecklistItemQuerySet(SettingQuerySet):
    public_when = Q(programme_year__is_public=True)
