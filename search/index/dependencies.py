"""Which entries are made from a row: the paths of the kinds, read from the other end."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model, Q, QuerySet

from partners.models import Division, OrganisationName
from partners.querysets.subtree import path_range
from search.index.kinds import Kind
from search.sources import KINDS

#: Keys of records by their kind.
Records = dict[Kind, set[int]]

#: Stands for the key of a row in a question that is not asked yet.
_ROW = -(2**60)

#: Keys asked for in one query.
AT_ONCE = 500


@dataclass(frozen=True)
class Dependency:
    """Entries of `kind` are made from rows of a model: those that `lookup` leads to.

    `inward`: the rows point at what they belong to, and may come to point elsewhere.
    """

    kind: Kind
    model: type[Model]
    lookup: str
    inward: bool = False
    #: The path leads from the rows to the record instead.
    backwards: bool = False

    def rows(self, rows: Collection[int]) -> QuerySet:
        """The keys of the records of the kind whose entries are made from these rows."""
        if self.backwards:
            pointing = self.model._default_manager.filter(pk__in=rows)
            return pointing.order_by().values_list(self.lookup, flat=True)
        lower = self.model is Division
        condition = self._below(rows) if lower else Q(**{f"{self.lookup}__in": rows})
        return self.kind.all_rows().order_by().filter(condition).values_list("pk", flat=True)

    def _below(self, places: Collection[int]) -> Q:
        """A name stands in the entries of every place below, too."""
        lookup = "path" if self.lookup == "pk" else f"{self.lookup}__path"
        paths = (
            Division.objects.filter(pk__in=places).order_by("path").values_list("path", flat=True)
        )
        outermost: list[str] = []
        for path in paths:
            if not (outermost and path.startswith(outermost[-1])):
                outermost.append(path)
        return reduce(or_, (path_range(path, lookup) for path in outermost), Q(pk__in=[]))


def readers(model: type[Model], rows: Collection[int], *, inward: bool = False) -> Records:
    """By kind, the keys of the records whose entries are made from these rows of a model.

    With `inward` only those that the rows point at.
    """
    those = [one for one in dependencies().get(model, ()) if one.inward or not inward]
    found: Records = defaultdict(set)
    keys = list(rows)
    if len(keys) == 1 and model is not Division:
        for place, key in _asked_at_once(tuple(those), keys[0]):
            found[those[place].kind].add(key)
        return found
    for start in range(0, len(keys), AT_ONCE):
        for one in those:
            found[one.kind].update(one.rows(keys[start : start + AT_ONCE]))
    return {kind: pks - {None} for kind, pks in found.items()}


def _asked_at_once(those: tuple[Dependency, ...], row: int) -> Iterable[tuple[int, int]]:
    """The places in `those` of what depends on the row, and the keys of the records."""
    if not those:
        return []
    sql, params = _question(those)
    with connection.cursor() as cursor:
        cursor.execute(sql, [row if value == _ROW else value for value in params])
        return [(place, key) for place, key in cursor.fetchall() if key is not None]


@cache
def _question(those: tuple[Dependency, ...]) -> tuple[str, list[Any]]:
    """All questions about one row as one, written once: writing takes longer than asking."""
    parts: list[str] = []
    params: list[Any] = []
    for place, one in enumerate(those):
        sql, values = one.rows([_ROW]).query.sql_with_params()
        parts.append(f"SELECT {place}, found.* FROM ({sql}) AS found")  # noqa: S608
        params += values
    return " UNION ALL ".join(parts), params


@cache
def dependencies() -> dict[type[Model], tuple[Dependency, ...]]:
    """By model, all that depends on its rows beside the entries of the rows themselves."""
    found: dict[type[Model], dict[Dependency, None]] = defaultdict(dict)
    for kind in KINDS:
        for dependency in _dependencies_of(kind):
            found[dependency.model][dependency] = None
    return {model: tuple(those) for model, those in found.items()}


def _dependencies_of(kind: Kind) -> Iterator[Dependency]:
    for path in (*kind.parties, *kind.told, *kind.reads, *kind.places):
        for step in kind.steps(path):
            yield Dependency(kind, step.model, step.lookup, inward=step.points_back)
    if "pk" in kind.parties:
        # Others read the names of an organisation as they read the organisation.
        yield Dependency(kind, OrganisationName, "names", inward=True)
    if "pk" in kind.places:
        yield Dependency(kind, Division, "pk")
    for label, path in kind.pointed_at_by:
        yield Dependency(kind, apps.get_model(label), path, inward=True, backwards=True)
