"""Which entries are made from a row: the paths of the kinds, read from the other end."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

from partners.models import Division, OrganisationName
from partners.querysets.division import path_range
from search.kinds import Kind
from search.sources import KINDS

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

    def keys(self, rows: Collection[int]) -> set[int]:
        """Keys of the records of the kind whose entries are made from these rows."""
        keys = list(rows)
        found: set[Any] = set()
        for start in range(0, len(keys), AT_ONCE):
            found.update(self._keys(keys[start : start + AT_ONCE]))
        return found - {None}

    def _keys(self, rows: list[int]) -> Iterable[Any]:
        if self.backwards:
            pointing = self.model._default_manager.filter(pk__in=rows)
            return pointing.order_by().values_list(self.lookup, flat=True)
        if self.model is Division:
            return self._select(self._below(rows))
        return self._select(Q(**{f"{self.lookup}__in": rows}))

    def _below(self, places: list[int]) -> Q:
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

    def _select(self, condition: Q) -> Iterable[Any]:
        return self.kind.all_rows().order_by().filter(condition).values_list("pk", flat=True)


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
    for path in kind.parties:
        names = "names" if path == "pk" else f"{path}__names"
        yield Dependency(kind, OrganisationName, names, inward=True)
    if "pk" in kind.places:
        yield Dependency(kind, Division, "pk")
    for label, path in kind.pointed_at_by:
        yield Dependency(kind, apps.get_model(label), path, inward=True, backwards=True)
