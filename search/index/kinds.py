"""What a kind of findable record is made of: from where its words come, and which rows it reads."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects

from partners.models import Division, Organisation
from portal.publicity import PUBLIC, Audience
from search.index.names import NameBook

#: More records than these are read without the rows they share, and those once each.
FEW = 50
_UNREAD = ("changed_at", "reviewed_at")

Tell = Callable[[Any, NameBook], str]


def nothing(record: Any, names: NameBook) -> str:
    """For kinds that have no such words."""
    return ""


class Step(NamedTuple):
    """A step of a path that is read: the model there, and whether its rows point back at ours."""

    lookup: str
    model: type[Model]
    points_back: bool


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of thing that can be found, as data.

    `parties` and `places` are paths to the organisations and divisions whose names an entry holds,
    `told` paths to records of other kinds whose title it holds, `reads` paths to whatever else it
    is made from ("pk" is the record itself). From these paths follow the prefetching and what is
    watched. Rows of a kind are told of to others only where the public may see them.
    """

    key: str
    label: str
    of: str
    title: Tell
    text: Tell = nothing
    meta: Tell = nothing
    url: Tell = lambda record, names: names.address(record, record.number)
    #: Names beside those of `parties`, `places` and `told`: the number, a place in words.
    words: Callable[[Any, NameBook], Iterable[str]] = lambda record, names: ()
    #: What else it is called by itself, offered while somebody types.
    goes_by: Callable[[Any, NameBook], Iterable[str]] = lambda record, names: ()
    #: Words by which people ask for the kind, beside its label: found in each, and lift it.
    asked_as: tuple[str, ...] = ()
    #: What a find of the kind counts beside others that answer as well.
    weight: float = 1.0
    #: Whether its finds stand before those of others that answer nearly as well.
    leads: bool = False
    #: Whether its records are what names name: places and organisations.
    is_party: bool = False
    year: Callable[[Any], int | None] = lambda record: None
    field: Callable[[Any], int | None] = lambda record: None
    date: Callable[[Any], Any] = lambda record: None
    parties: tuple[str, ...] = ()
    places: tuple[str, ...] = ("division",)
    told: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    #: What entries of other kinds read of a record, beside whether it is public; they are made
    #: anew when it changes. Title, place, field, address and names where nothing is said.
    outward: Callable[[Any, NameBook], tuple[Any, ...]] = lambda record, names: ()
    #: Rows without a name on our side: a model, and its path to the record they belong to.
    pointed_at_by: tuple[tuple[str, str], ...] = ()
    #: Whether records are places that share their page with an organisation.
    has_seats: bool = False
    #: Whether its texts are found in other words too (search.meaning); costs 0.2 s a record.
    meaning: bool = True
    #: Narrows the rows that are shown to an audience further than their own queryset does.
    shown: Callable[[QuerySet, Audience], QuerySet] = lambda rows, audience: rows

    @cached_property
    def model(self) -> Any:
        """The model of the records."""
        return apps.get_model(self.of)

    def rows(self, audience: Audience = PUBLIC) -> Any:
        """The records of the kind that `audience` may find."""
        return self.shown(self.model._default_manager.visible_to(audience), audience)

    def all_rows(self) -> Any:
        """Every record of the kind."""
        return self.model._default_manager.order_by("pk")

    def load(self, pks: Collection[int]) -> list[Any]:
        """These records with all that an entry reads, in as many queries for one as for many."""
        rows, is_few = self.all_rows().filter(pk__in=pks), len(pks) <= FEW
        if not is_few:
            rows = rows.defer(*self._unread)
        elif self._joined:
            rows = rows.select_related(*self._joined)
        found = list(rows.defer_streamfields() if hasattr(rows, "defer_streamfields") else rows)
        for name, owners in () if is_few else self._beside():
            _attach(found, self.model._meta.get_field(name), owners)
        needed = self._needed(found)
        single = [one for one in needed if isinstance(one, Prefetch) and self._points_at(one)]
        for one in single:
            _attach(found, self.model._meta.get_field(one.prefetch_to), one.queryset)
        prefetch_related_objects(found, *(one for one in needed if one not in single))
        return found

    def _points_at(self, prefetch: Prefetch) -> bool:
        """Whether the records themselves hold the key of what is fetched."""
        name = prefetch.prefetch_to
        return "__" not in name and bool(self.model._meta.get_field(name).many_to_one)

    def prefetches(self) -> list[str | Prefetch]:
        """The rows on the way of every path; a record of another kind only if it is public."""
        found: dict[str, str | Prefetch] = {}
        for path in (*self.parties, *self.places, *self.told, *self.reads):
            for step in self.steps(path):
                if step.model in (Organisation, Division):
                    break  # read by the book of names
                if step.points_back and path in self.parties:
                    break  # read by search.index.parties
                if path not in self._joined:
                    found[step.lookup] = self._prefetch(step)
        return list(found.values())

    @cached_property
    def _joined(self) -> tuple[str, ...]:
        """What is read along with the record: one row of what everybody may see."""
        return tuple(
            path for path in self.reads if not any(step.points_back for step in self.steps(path))
        )

    def _beside(self) -> Iterator[tuple[str, Any]]:
        """The same rows, to be read once each: many records share few of them."""
        for name in dict.fromkeys(path.partition("__")[0] for path in self._joined):
            rows = self.model._meta.get_field(name).related_model._base_manager.all()
            further = [path.partition("__")[2] for path in self._joined if path.startswith(name)]
            yield name, rows.select_related(*further) if any(further) else rows

    @cached_property
    def _unread(self) -> list[str]:
        """Columns of which no entry tells: to read a time takes longer than to read a text."""
        return [name for name in _UNREAD if name in self._columns]

    @cached_property
    def _columns(self) -> set[str]:
        return {field.name for field in self.model._meta.concrete_fields}

    def linked_by(self, path: str) -> Any:
        """The relation to the rows that lie between an owner and the organisations at a path.

        None where the owner points at them itself.
        """
        steps = list(self.steps(path))
        if len(steps) < 2 or not steps[-2].points_back:
            return None
        owner = steps[-3].model if len(steps) > 2 else self.model
        return owner._meta.get_field(steps[-2].lookup.rpartition("__")[2])

    def _needed(self, records: list[Any]) -> list[str | Prefetch]:
        """The prefetches that lead anywhere: most records point at one of several owners."""
        empty = {
            field.name
            for field in self.model._meta.concrete_fields
            if field.is_relation and not any(getattr(record, field.attname) for record in records)
        }
        wanted = self.prefetches()
        return [one for one in wanted if _lookup(one).partition("__")[0] not in empty]

    def _prefetch(self, step: Step) -> str | Prefetch:
        if hasattr(step.model._default_manager, "visible_to") and step.lookup not in self.reads:
            return Prefetch(step.lookup, step.model._default_manager.visible_to(PUBLIC))
        return step.lookup

    def steps(self, path: str) -> Iterator[Step]:
        """The steps of a path, from the record outward."""
        model, walked = self.model, []
        for name in () if path == "pk" else path.split("__"):
            relation = model._meta.get_field(name)
            model = relation.related_model
            walked.append(name)
            yield Step("__".join(walked), model, relation.one_to_many or relation.many_to_many)


def _attach(records: list[Any], field: Any, rows: Any) -> None:
    """Put the row that each record points at where it looks for it; None where it is not in `rows`.

    As prefetching does, which since Django 5.2 asks for a thousand rows in a thousand conditions.
    """
    keys = {getattr(record, field.attname) for record in records} - {None}
    found = {row.pk: row for row in rows.order_by().filter(pk__in=keys)}
    for record in records:
        field.set_cached_value(record, found.get(getattr(record, field.attname)))


def _lookup(prefetch: str | Prefetch) -> str:
    return prefetch if isinstance(prefetch, str) else prefetch.prefetch_through


def keys_at(record: Any, path: str) -> Iterator[int]:
    """The keys of the organisations or divisions at the end of a path, as it was prefetched."""
    name, _, rest = path.partition("__")
    if not rest:
        key = record.pk if name == "pk" else getattr(record, f"{name}_id")
        if key is not None:
            yield key
        return
    for row in rows_at(record, name):
        yield from keys_at(row, rest)


def rows_at(record: Any, path: str) -> Iterator[Any]:
    """The rows at the end of a path that were prefetched; those the public may not see are not."""
    name, _, rest = path.partition("__")
    for row in _fetched(record, name):
        if rest:
            yield from rows_at(row, rest)
        else:
            yield row


def _fetched(record: Any, name: str) -> Iterable[Any]:
    # Many rows are taken from where they were put: to ask their manager costs twice as much as
    # all else that is done with them.
    many = getattr(record, "_prefetched_objects_cache", {}).get(name)
    if many is not None:
        return many
    found: Any = getattr(record, name, None)  # a required one that was not fetched has no attribute
    if hasattr(found, "all"):
        return found.all()
    return () if found is None else (found,)
