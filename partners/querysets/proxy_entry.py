"""Questions about entries a department made for another organisation."""

from django.db.models import Q

from partners.scope import Scope
from portal.publicity import NOTHING

from .scoped import ScopedQuerySet, any_of


class ProxyEntryQuerySet(ScopedQuerySet):
    public_when = NOTHING
    place_path = "organisation__division__path"
    parties = ("organisation",)
    entered_for = ("organisation",)
    #: Answered by the acts below, never changed.
    changeable_when = NOTHING
    why_unchangeable = "代办内容由所代的组织确认或提出异议，不能修改。"

    def reached_by(self, scope: Scope) -> Q:
        """Who entered it for the organisation reads the answer, wherever that one stands."""
        entered = Q(entered_by=scope.person) if scope.steered else NOTHING
        return any_of(q for q in (super().reached_by(scope), entered) if q != NOTHING)
