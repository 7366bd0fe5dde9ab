"""What the kinds of search.sources have in common when they tell of a record."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from partners.enums import PLACE_KINDS
from partners.models import Division, Organisation
from portal.publicity import Audience, may_view_all
from search.index.kinds import rows_at
from search.index.names import NameBook


def dated(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def place(record: Any, names: NameBook) -> str:
    place = names.place(record.division_id)
    return place.display_name if place else ""


def told(record: Any, path: str) -> Any:
    """The one record at `path` if the public may see it, else None."""
    return next(rows_at(record, path), None)


def project_url(record: Any, names: NameBook) -> str:
    project = told(record, "project")
    return names.address(project, project.number) if project else ""


def project_field(record: Any) -> int | None:
    project = told(record, "project")
    return project.field_id if project else None


def organisation_url(organisation: Any, names: NameBook) -> str:
    if not organisation.is_place:
        return names.address(organisation, organisation.number)
    # A street or community shares its place's page; the place is known here, not fetched.
    place = names.place(organisation.division_id)
    return names.address(Division(code=place.code), place.code) if place else ""


def number(record: Any, names: NameBook) -> Iterable[str]:
    return [record.number]


def year_of(*dates: Any) -> int | None:
    return next((day.year for day in dates if day), None)


def programme(record: Any) -> str:
    """The name of the programme a record belongs to, such as 「双结对、双促进」."""
    year = record.programme_year
    return year.programme.name if year else ""


def programme_year(record: Any) -> int | None:
    return record.programme_year.year if record.programme_year else None


def except_places(rows: QuerySet, audience: Audience) -> QuerySet:
    # A street or community is found as its place, whose page it shares.
    everything = may_view_all(audience, Organisation)
    return rows if everything else rows.exclude(kind__in=PLACE_KINDS)


def sides(pairing: Any, names: NameBook) -> str:
    sides = (pairing.unit_side_id, pairing.community_side_id)
    return " 与 ".join(filter(None, map(names.official_name, sides))) or pairing.number


def page_url(page: Any, names: NameBook) -> str:
    return page.get_url() or ""


def page_text(page: Any, names: NameBook) -> str:
    return "\n".join(filter(None, (page.summary, page.search_text)))


def page_day(page: Any) -> Any:
    return page.first_published_at and localdate(page.first_published_at)
