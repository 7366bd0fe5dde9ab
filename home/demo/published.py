"""Real bodies of the published cases, and how their records are entered.

No day, amount, contact or activity is made up here. Where the register asks for a day, it is the
first or last of the programme year, and the record says so.
"""

from datetime import datetime
from typing import Any, TypeVar

from partners.enums import AllianceRole, OrganisationKind, OrganisationLevel
from partners.models import (
    Agreement,
    AgreementParty,
    Alliance,
    AllianceMember,
    Organisation,
    Reviewed,
)
from partners.moves.review import approve, submit

from .aims import published
from .city import City, rng_of
from .days import FIRST_START, moment

_Record = TypeVar("_Record", bound=Reviewed)

NANJING_SOURCE = published()["nanjing"]["source"].split(" (")[0]
QIXIA_SOURCE = published()["qixia"]["source"]
#: Said where a register asks for a day that was not published.
NO_DAYS = "公开报道未列日期，本条日期按行动年度的起止登记。"

#: Key, name, kind, level, place, source.
_BODIES = (
    ("works", "市公建中心", "unit", "city", "3201"),
    ("organisation_department", "市委组织部", "unit", "city", "3201"),
    ("rice", "南京稻米产业协会", "association", "city", "3201"),
    ("businesswomen", "市民营女企业家联合会", "association", "city", "3201"),
    ("water", "水务部门（鼓楼区）", "unit", "district", "320106"),
    ("power", "供电部门（鼓楼区）", "unit", "district", "320106"),
    ("gas", "燃气部门（鼓楼区）", "unit", "district", "320106"),
    ("telecom", "电信部门（鼓楼区）", "unit", "district", "320106"),
    ("jiangning_units", "党政机关单位党组织（江宁区）", "party", "district", "320115"),
    ("jiangning_parks", "开发园区党组织（江宁区）", "party", "district", "320115"),
    ("jiangning_campus", "高校院所党组织（江宁区）", "party", "district", "320115"),
    ("qixia", "栖霞区政府", "unit", "district", "320113"),
    ("qixia_hospital", "三级医院（栖霞区院府合作）", "hospital", "district", "320113"),
)


def make_bodies(city: City) -> int:
    """The organisations named in the published cases, and those only counted there."""
    rows = [*_BODIES]
    rows += [
        (f"school{n}", f"合作办学名校（栖霞区第{n}所）", "school", "district", "320113")
        for n in range(1, 9)
    ]
    rows += [
        (f"university{n}", f"校地联盟高校（栖霞区第{n:02d}所）", "school", "district", "320113")
        for n in range(1, 13)
    ]
    bodies = [_body(city, row) for row in rows]
    for (key, *_), body in zip(rows, city.books.file(bodies), strict=True):
        city.real[key] = body
    return len(bodies)


def _body(city: City, row: tuple[str, str, str, str, str]) -> Organisation:
    key, name, kind, level, code = row
    is_qixia = code == "320113"
    named = key in ("works", "organisation_department", "rice", "businesswomen", "qixia")
    source = QIXIA_SOURCE if is_qixia else NANJING_SOURCE
    words = "" if named else "公开报道只写明类别或数量，未列名称。"
    at = _opened()
    return Organisation(
        name=name,
        kind=OrganisationKind(kind),
        level=OrganisationLevel(level),
        division=city.places.by_code[code],
        summary=f"见于公开报道：{source}。{words}",
        entered_by=city.people.admin,
        created_at=at,
        changed_at=at,
    )


def _opened() -> datetime:
    return moment(rng_of("published"), FIRST_START)


def entry(city: City, code: str) -> dict[str, Any]:
    """Who entered a published record, when and where."""
    at = _opened()
    return {
        "division": city.places.by_code[code],
        "entered_by": city.people.editor,
        "created_at": at,
        "changed_at": at,
    }


def approved(city: City, record: _Record) -> _Record:
    """The record after its review by the department."""
    books, at = city.books, record.created_at
    books.walk(record, submit, by=record.entered_by, at=at)
    books.walk(record, approve, by=city.people.city, at=at)
    record.reviewed_by, record.reviewed_at = city.people.city, at
    return record


def alliance(
    city: City, code: str, name: str, kind: str, summary: str, *, in_programme: bool = True
) -> Alliance:
    """An approved alliance, not stored yet."""
    year = city.first.record if in_programme else None
    return approved(
        city,
        Alliance(name=name, kind=kind, programme_year=year, summary=summary, **entry(city, code)),
    )


def join(alliance: Alliance, members: list[Organisation], leads: int = 1) -> None:
    """Make the organisations members, the first ones leading."""
    AllianceMember.objects.bulk_create(
        AllianceMember(
            alliance=alliance,
            organisation=member,
            role=AllianceRole.LEAD if i < leads else AllianceRole.MEMBER,
        )
        for i, member in enumerate(members)
    )


def agreement(city: City, code: str, title: str, kind: str, summary: str, **more: Any) -> Agreement:
    """An approved agreement in force from the first day of the year, not stored yet."""
    return approved(
        city,
        Agreement(
            title=title,
            kind=kind,
            signed_on=FIRST_START,
            summary=f"{summary}{NO_DAYS}",
            **entry(city, code),
            **more,
        ),
    )


def sign_together(agreement: Agreement, *parties: Organisation) -> None:
    """Make the organisations parties of a stored agreement."""
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, organisation=party) for party in parties
    )
