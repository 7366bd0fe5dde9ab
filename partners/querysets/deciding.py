"""Which rows a department decides about: its places', unless a setting asks for a higher one."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Length, StrIndex
from django.db.models.lookups import GreaterThanOrEqual

from portal.publicity import NOTHING

from .subtree import path_range

if TYPE_CHECKING:
    from partners.scope import Scope

    from .scoped import ScopedQuerySet

#: Any department decides where nothing is set: lower than every rank.
_ANY = 9


def decided_by(rows: "ScopedQuerySet", scope: "Scope") -> Q:
    """Rows whose place a department of the scope steers, standing as high as the setting asks."""
    found = NOTHING
    for path, rank in sorted(scope.ranks):
        within = path_range(path, rows.place_path)
        within &= Q(GreaterThanOrEqual(demanded_rank(rows), rank))
        found = within if found == NOTHING else found | within
    return found


def demanded_rank(rows: "ScopedQuerySet") -> Coalesce:
    """The rank that the nearest setting at or above the place of a row asks for."""
    # Asked by name: the models are built upon the querysets.
    levels = apps.get_model("partners", "ReviewLevel").objects
    above = (
        levels.filter(subject=rows.review_subject)
        .annotate(at=StrIndex(OuterRef(rows.place_path), F("division__path")))
        .filter(at=1)
        .order_by(Length("division__path").desc())
    )
    nearest = Subquery(above.values("rank")[:1], output_field=IntegerField())
    return Coalesce(nearest, Value(_ANY))
