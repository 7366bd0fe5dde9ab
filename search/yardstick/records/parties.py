"""Organisations named in documents: those of the file, and those nobody wrote a document about."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from partners.enums import PLACE_KINDS, DivisionLevel
from partners.models import Division, Organisation
from partners.short_names import short_names_in
from portal.models import User

from .naming import body_of_place, is_large, organisation_kind, organisation_level, place_kind
from .places import Places


@dataclass
class Parties:
    """Organisations by the names they go by. `known` come from documents of the file."""

    by: User
    places: Places
    _named: dict[str, list[Organisation]] = field(default_factory=dict)
    _of_place: dict[int, Organisation] = field(default_factory=dict)

    def introduce(self, name: str, summary: str, where: Sequence[str]) -> Organisation:
        """The organisation of a document about it; its short names stand in its summary."""
        division = self.places.where(where)
        own_place = body_of_place(name)
        if own_place and division.name != own_place:
            path = self.places.path(where)
            root = path[0] if path else self.places.root
            division = self.places.named(own_place, path) or self.places.spelt(own_place, root)
        made = self._make(name, division, summary, is_place=bool(own_place))
        for short in short_names_in(summary):
            self._named.setdefault(short, []).append(made)
        return made

    def stand_for(self, place: Division, summary: str = "") -> Organisation:
        """The street or community of a place, made where the place has none yet."""
        known = self._of_place.get(place.pk)
        if known is None and is_large(place.level):
            # A city or district is no street: an office of that name speaks for it.
            known = next(iter(self._named.get(place.name, [])), None)
        is_place = not is_large(place.level)
        return known or self._make(place.name, place, summary, is_place=is_place)

    def find(self, name: str, where: Sequence[str]) -> Organisation:
        """The organisation a document of these places calls `name`; made where it is new."""
        path = self.places.path(where)
        root = path[0] if path else self.places.root
        if place := self._place(name, path, root):
            return self.stand_for(place)
        full = _in_full(name, path)
        for spelling in (name, full, f"中共{full}"):
            if found := self._at(spelling, root):
                return found
        division = next((p for p in reversed(path) if p.name in full), root)
        return self._make(full, division, "", is_place=False)

    def _place(self, name: str, path: Sequence[Division], root: Division) -> Division | None:
        own_place = body_of_place(name)
        if not own_place:
            return None
        known = self._at(name, root)
        if known:
            return known.division if known.kind in PLACE_KINDS else None
        return self.places.named(own_place, path) or self.places.spelt(own_place, root)

    def _at(self, name: str, root: Division) -> Organisation | None:
        """The one of that name in this city: another city has offices of the same short name."""
        found = [o for o in self._named.get(name, []) if o.division.path.startswith(root.path)]
        return found[0] if found else None

    def _make(self, name: str, division: Division, summary: str, *, is_place: bool) -> Organisation:
        # A place has one body that stands for it; a second of its name is a unit there.
        stands_for_place = is_place and division.pk not in self._of_place
        kind = place_kind(division.level) if stands_for_place else organisation_kind(name)
        made = Organisation(
            name=name[:80],
            kind=kind,
            level=organisation_level(name, division.level),
            division=division,
            parent=self._street_of(division) if stands_for_place else None,
            summary=summary,
            entered_by=self.by,
        )
        made.full_clean()
        made.save()
        if stands_for_place:
            self._of_place[division.pk] = made
        self._named.setdefault(name, []).append(made)
        return made

    def _street_of(self, place: Division) -> Organisation | None:
        above = place.parent
        return self._of_place.get(above.pk) if above else None


def _in_full(name: str, path: Sequence[Division]) -> str:
    """「市司法局」 in full: 「南京市司法局」; so too 「区…」 with its district."""
    for place in path:
        is_meant = (
            (name[0] == "市" and place.level == DivisionLevel.CITY)
            or (name[0] == "区" and place.level == DivisionLevel.DISTRICT)
        ) and place.name.endswith(name[0])
        if is_meant:
            return place.name + name[1:]
    return name
