"""Places of the documents as a tree of divisions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from partners.enums import DivisionLevel
from partners.models import Division
from portal.models import User

from .naming import DEPTH, is_spot, place_level, place_parts

#: Of a document that names no place at all, in a file that names none.
_NAMELESS = "本市"


@dataclass
class Places:
    """Divisions by parent and name. A place is made when it is first named below its parent."""

    by: User
    made: list[Division] = field(default_factory=list)
    _below: dict[tuple[int | None, str], Division] = field(default_factory=dict)
    _cities: set[str] = field(default_factory=set)

    def plant(self, chains: Iterable[Sequence[str]]) -> None:
        """Make all places; the longest chains first, so that shorter ones find their way."""
        distinct = {tuple(chain) for chain in chains if chain}
        self._cities = {chain[0] for chain in distinct if chain[0].endswith("市")}
        for chain in sorted(distinct, key=lambda chain: (-len(chain), chain)):
            self.path(chain)

    def path(self, names: Sequence[str], *, with_spots: bool = False) -> list[Division]:
        """The places of a chain from the city down, each below the nearest that may hold it.

        Housing estates and the like, told in words, are left out unless asked for.
        """
        path: list[Division] = []
        above: list[Division] = []
        for number, name in enumerate(names, start=1):
            if name in self._cities:
                above.clear()
            level = place_level(name, _level(above), is_last=number == len(names))
            if is_spot(level) and not with_spots:
                continue
            while len(above) > 1 and DEPTH[DivisionLevel(above[-1].level)] >= DEPTH[level]:
                above.pop()
            place = self._place(above[-1] if above else None, name, level)
            above.append(place)
            path.append(place)
        return path

    def leaves(self, names: Sequence[str]) -> list[Division]:
        """The places of a chain that no other of its places lies below."""
        path = self.path(names)
        return [p for p in path if not any(q is not p and q.path.startswith(p.path) for q in path)]

    def in_words(self, names: Sequence[str]) -> str:
        """The place as an editor writes it where the division does not say it all; else ""."""
        leaves = self.leaves(names)
        if len(leaves) > 1:
            return "、".join(place.name for place in leaves)
        official = {place.name for place in self.path(names)}
        spots = "、".join(name for name in names if name not in official)
        return f"{leaves[0].full_name if leaves else ''}{spots}" if spots else ""

    def where(self, names: Sequence[str]) -> Division:
        """The place of a document: the one at the end, or what its several ends share."""
        leaves = self.leaves(names) if names else []
        if not leaves:
            return self.root
        first, *others = leaves
        shared = [
            path
            for path in first.ancestor_paths
            if all(other.path.startswith(path) for other in others)
        ]
        return self._by_path(shared[-1]) if shared else first

    def root_of(self, place: Division) -> Division:
        """The city a place lies in."""
        return self._by_path(place.ancestor_paths[0])

    def named(self, name: str, path: Sequence[Division]) -> Division | None:
        """The place of a chain that `name` says in one run, steps left out or not."""
        rest, last = name, None
        for place in path:
            if rest.startswith(place.name):
                rest, last = rest[len(place.name) :], place
        return last if not rest else None

    def spelt(self, name: str, root: Division) -> Division:
        """The place that `name` says in one run, made below `root` where it is new."""
        parts = place_parts(name)
        own = parts if parts[0] == root.name else [root.name, *parts]
        return self.path(own)[-1]

    @property
    def root(self) -> Division:
        """The city most places lie in."""
        roots = [place for place in self.made if place.parent_id is None]
        if not roots:
            return self._place(None, _NAMELESS, DivisionLevel.CITY)
        return max(roots, key=lambda root: sum(p.path.startswith(root.path) for p in self.made))

    def _place(self, parent: Division | None, name: str, level: DivisionLevel) -> Division:
        known = self._below.get((parent.pk if parent else None, name))
        return known or self._deeper(parent, name) or self._make(parent, name, level)

    def _deeper(self, parent: Division | None, name: str) -> Division | None:
        """The one place of that name further down, where a chain leaves steps out."""
        start = parent.path if parent else ""
        found = [
            p for p in self.made if p.name == name and p.path.startswith(start) and p is not parent
        ]
        return found[0] if len(found) == 1 else None

    def _make(self, parent: Division | None, name: str, level: DivisionLevel) -> Division:
        code = f"9{len(self.made):011d}"
        place = Division(code=code, name=name[:60], level=level, parent=parent, entered_by=self.by)
        place.full_clean(exclude=["path", "short_name", "display_name", "full_name"])
        place.save()
        self.made.append(place)
        self._below[parent.pk if parent else None, name] = place
        return place

    def _by_path(self, path: str) -> Division:
        return next(place for place in self.made if place.path == path)


def _level(above: Sequence[Division]) -> DivisionLevel | None:
    return DivisionLevel(above[-1].level) if above else None
