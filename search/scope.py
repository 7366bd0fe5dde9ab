"""The scope of a search: who asks, and what was chosen among the facets."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.publicity import PUBLIC, Audience
from search.index.kinds import Kind
from search.models import Entry
from search.querysets import EntryQuerySet
from search.sources import KINDS


@dataclass(frozen=True)
class Scope:
    """Entries that `audience` may see, of a kind, at or below a place, of a year, in a field.

    `place` is the path of a division, `field` the key of a project field; empty values narrow
    nothing.
    """

    audience: Audience = PUBLIC
    kind: str = ""
    place: str = ""
    year: int | None = None
    field: int | None = None

    @property
    def is_public(self) -> bool:
        """Whether everybody is asking."""
        return self.audience.is_anonymous

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.kind or self.place or self.year is not None or self.field is not None)

    def entries(self) -> EntryQuerySet:
        """The entries in the scope: for the public those marked so, else by the records' rule."""
        rows = Entry.objects.public() if self.is_public else Entry.objects.filter(self.seen())
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.place:
            rows = rows.filter(place__startswith=self.place)
        if self.year is not None:
            rows = rows.filter(year=self.year)
        if self.field is not None:
            rows = rows.filter(field=self.field)
        return rows

    def seen(self, among: Mapping[str, Collection[int]] | None = None) -> Q:
        """Entries whose record the audience may see, asked of the records themselves.

        `among` are the records that matter, by the key of their kind: then only these are looked
        at, and not all that there are.
        """
        known = {kind.key: kind for kind in KINDS if self.kind in ("", kind.key)}
        asked = dict.fromkeys(known) if among is None else among
        return reduce(
            or_,
            (self._seen_of(known[key], keys) for key, keys in asked.items() if key in known),
            Q(pk__in=[]),
        )

    def _seen_of(self, kind: Kind, keys: Collection[int] | None) -> Q:
        rows: QuerySet = kind.rows(self.audience).order_by()
        if keys is None:
            return Q(kind=kind.key, object_id__in=rows.values("pk"))
        # Each by its key: of many keys SQLite would rather read whatever is public.
        return Q(Exists(rows.filter(pk=OuterRef("object_id"))), kind=kind.key, object_id__in=keys)
