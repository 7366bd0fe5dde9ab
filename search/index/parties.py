"""Which organisations records name: the rows between the two are read as pairs of keys."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from portal.publicity import PUBLIC
from search.index.kinds import Kind, keys_at, rows_at

#: By the key of an owner, the keys of the organisations that rows of its own point at.
Links = Mapping[int, list[int]]


class Parties:
    """The organisations at the ends of the paths of a kind, for these records of it."""

    def __init__(self, kind: Kind, records: Sequence[Any]) -> None:
        self._links = {path: _links(kind, path, records) for path in kind.parties}

    def of(self, record: Any) -> list[int]:
        """Their keys, path by path."""
        return [key for path, links in self._links.items() for key in _keys(record, path, links)]


def _keys(record: Any, path: str, links: Links | None) -> Iterator[int]:
    if links is None:
        yield from keys_at(record, path)
        return
    for owner in _owners(record, path):
        yield from links.get(owner.pk, ())


def _links(kind: Kind, path: str, records: Sequence[Any]) -> Links | None:
    """None where no rows lie between. Instances of these would take most of the time of reading."""
    if (relation := kind.linked_by(path)) is None:
        return None
    found: dict[int, list[int]] = defaultdict(list)
    owners = {owner.pk for record in records for owner in _owners(record, path)}
    if not owners:
        return found
    rows = relation.related_model._default_manager
    rows = rows.visible_to(PUBLIC) if hasattr(rows, "visible_to") else rows
    owner = relation.field.attname
    pairs = rows.order_by("pk").filter(**{f"{owner}__in": owners})
    for key, organisation in pairs.values_list(owner, f"{path.rpartition('__')[2]}_id"):
        if organisation is not None:
            found[key].append(organisation)
    return found


def _owners(record: Any, path: str) -> Iterable[Any]:
    """The records that the rows between belong to: itself, or those it points at."""
    *before, _, _ = path.split("__")
    return rows_at(record, "__".join(before)) if before else (record,)
