"""The programme, its two years with levels and checklists, and the vocabularies."""

from datetime import date

from partners.enums import UNIT_KINDS, Fulfilment, OrganisationKind
from partners.models import (
    ChecklistItem,
    ListCategory,
    PairingLevel,
    Programme,
    ProgrammeYear,
)
from projects.models import Measure, ProjectField

from .aims import published
from .city import City, Year, rng_of
from .days import (
    FIRST_END,
    FIRST_START,
    FIRST_YEAR,
    OPENING,
    SECOND_END,
    SECOND_START,
    moment,
)

VOLUNTEERS = "共育一支志愿队伍"
LAST_DUE = date(2027, 11, 30)
UPPER_NAME, LOWER_NAME = "单位结对街镇", "党组织结对社区（村）"
#: Beside the one known item the checklist of the demo is made up: (title, due), by level.
_UPPER_ITEMS = (
    ("共商一次年度共建计划", (4, 30)),
    ("共开一次联席会议", (7, 31)),
    ("共送一批服务资源", (9, 30)),
    (VOLUNTEERS, (11, 30)),
)
_LOWER_ITEMS = (
    ("共过一次主题党日", (6, 30)),
    ("共上一堂专题党课", (9, 30)),
    ("共办一次为民服务", (11, 30)),
    ("共帮一户困难家庭", (12, 20)),
)
#: The last one differs from district to district.
_LOCAL_ITEM, _LOCAL_DUE = "共护一处公共空间", (10, 31)
_LOCAL_ITEMS = {"320118": "共护一处生态家园", "320117": "共护一处生态家园"}
_SLUGS = {
    "经济发展": "economy",
    "公共服务": "services",
    "基层治理": "governance",
    "乡村振兴": "countryside",
}
_MEASURES = (
    ("受益居民", "户", True),
    ("服务群众", "人次", True),
    ("改造面积", "平方米", True),
    ("改造管线", "米", True),
    ("新增设施", "处", True),
    ("居民满意率", "%", False),
    ("推介活动", "场", True),
    ("游客", "人次", True),
    ("旅游总收入", "元", True),
    ("带动村民就业", "人", True),
    ("管家行动党支部", "个", True),
    ("供需清单类别", "类", False),
    ("供需清单事项", "项", True),
)
_CATEGORIES = (
    "基础设施",
    "环境整治",
    "养老托幼",
    "医疗健康",
    "文化体育",
    "平安法治",
    "就业产业",
    "困难帮扶",
)


def make_programme(city: City) -> int:
    """Both years, public; the first one is the published one and shown first."""
    facts = published()["nanjing"]
    known = facts["checklist_known_item"]
    programme = Programme.objects.create(
        name=facts["programme"],
        summary="市、区两级机关企事业单位与街镇结对，基层党组织与社区（村）结对，共同办好基层治理的"
        f"实事。清单中除“{known}”以外的事项由演示拟定；组织和记录除注明公开来源的以外均由程序生成。",
    )
    city.first = _year(city, programme, FIRST_START, FIRST_END, known)
    city.second = _year(city, programme, SECOND_START, SECOND_END, known)
    return ChecklistItem.objects.count()


def _year(city: City, programme: Programme, starts_on: date, ends_on: date, known: str) -> Year:
    at, year = moment(rng_of("programme"), OPENING), starts_on.year
    [record] = city.books.file(
        [
            ProgrammeYear(
                programme=programme,
                year=year,
                key=str(year),
                starts_on=starts_on,
                ends_on=ends_on,
                checklist_name=published()["nanjing"]["checklist_name"],
                is_public=True,
                is_featured=year == FIRST_YEAR,
                division=city.places.city,
                entered_by=city.people.admin,
                created_at=at,
                changed_at=at,
            )
        ]
    )
    upper = PairingLevel.objects.create(
        programme_year=record,
        rank=1,
        name=UPPER_NAME,
        unit_kinds=sorted(UNIT_KINDS),
        community_kinds=[OrganisationKind.STREET],
    )
    lower = PairingLevel.objects.create(
        programme_year=record,
        rank=2,
        name=LOWER_NAME,
        unit_kinds=[OrganisationKind.PARTY],
        community_kinds=[OrganisationKind.COMMUNITY],
        parent_required=True,
    )
    made = Year(record, upper, lower)
    # Pairings of the second year are made for three: two of their items have time.
    project_due = ends_on if year == FIRST_YEAR else LAST_DUE
    made.items.append(_item(city, made, known, project_due, upper=True, by=Fulfilment.PROJECT))
    for items, is_upper in ((_UPPER_ITEMS, True), (_LOWER_ITEMS, False)):
        for title, due in items:
            is_long = title == VOLUNTEERS and year != FIRST_YEAR
            day = LAST_DUE if is_long else date(year, *due)
            made.items.append(_item(city, made, title, day, upper=is_upper))
    for district in city.places.districts:
        title = _LOCAL_ITEMS.get(district.code, _LOCAL_ITEM)
        day = date(year, *_LOCAL_DUE)
        made.items.append(_item(city, made, title, day, upper=False, place=district.code))
    return made


def _item(
    city: City,
    year: Year,
    title: str,
    due_on: date,
    *,
    upper: bool,
    by: str = Fulfilment.ACTIVITY,
    place: str = "",
) -> ChecklistItem:
    return ChecklistItem.objects.create(
        programme_year=year.record,
        level=year.upper if upper else year.lower,
        division=city.places.by_code[place] if place else city.places.city,
        title=title,
        fulfilled_by=by,
        due_on=due_on,
        position=len(year.items),
    )


def make_vocabularies(city: City) -> int:
    """Fields of projects as published; measures and categories of lists."""
    figures = published()["nanjing"]["figures"]
    names = next(f["value"] for f in figures if f["key"] == "project_fields")
    for position, name in enumerate(names):
        city.fields[name] = ProjectField.objects.create(
            name=name, slug=_SLUGS[name], position=position
        )
    for name, unit, adds_up in _MEASURES:
        city.measures[name] = Measure.objects.create(name=name, unit=unit, adds_up=adds_up)
    ListCategory.objects.bulk_create(
        ListCategory(name=name, position=i) for i, name in enumerate(_CATEGORIES)
    )
    return len(names) + len(_MEASURES) + len(_CATEGORIES)
