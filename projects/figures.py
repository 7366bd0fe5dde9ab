"""How figures of projects, money and activities are counted 「口径」; see partners.figures."""

from collections import Counter
from decimal import Decimal

from partners.figures import count_figures
from partners.models import Division, ProgrammeYear
from portal.figures import Draft, Figure, list_url
from portal.money import ZERO
from portal.publicity import Audience
from projects.enums import COORDINATED_KINDS, FundKind, OriginKind
from projects.models import Activity, FundEntry, Project, ProjectField
from projects.querysets.activity import ActivityQuerySet
from projects.querysets.fund import FundEntryQuerySet
from projects.querysets.project import ProjectQuerySet

_MONEY_RULE = (
    "公开项目中日期在{year}年度内、经核验的{kinds}，减去冲正；意向、协议和支出不计，"
    "每笔只属于一个项目，不重复计算。"
)
_PROJECT_LABELS = {
    OriginKind.PAIRING: "共建攻坚项目",
    OriginKind.ASSOCIATION: "社会治理行动项目",
    OriginKind.ALLIANCE: "联盟（共同体）项目",
}


def counted_projects(
    audience: Audience,
    year: ProgrammeYear | None,
    place: Division | None = None,
    origin: str = OriginKind.PAIRING,
) -> ProjectQuerySet:
    """Public projects of the year with an origin of that kind; each counts once."""
    projects = Project.objects.visible_to(audience).public().of_year(year).in_place(place)
    return projects.of_origin(origin)


def counted_funds(
    audience: Audience, year: ProgrammeYear | None, place: Division | None = None
) -> FundEntryQuerySet:
    """Lines whose total is 「协调争取资金」: verified 到账 and 物资折价 of public projects."""
    funds = FundEntry.objects.visible_to(audience).public().of_year(year).in_place(place)
    return funds.coordinated()


def counted_activities(
    audience: Audience, year: ProgrammeYear | None, place: Division | None = None
) -> ActivityQuerySet:
    """Confirmed activities that took place in the year."""
    return Activity.objects.visible_to(audience).public().of_year(year).in_place(place)


def project_figure(
    audience: Audience,
    year: ProgrammeYear,
    place: Division | None = None,
    origin: str = OriginKind.PAIRING,
) -> Figure:
    """Projects of one kind of origin."""
    return count_figures(year, [_projects(origin, audience, year, place)])[0]


def project_drafts(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> list[Draft]:
    """Projects of each kind of origin, to be counted together with other figures."""
    return [_projects(kind, audience, year, place) for kind in OriginKind]


def _projects(
    origin: str, audience: Audience, year: ProgrammeYear, place: Division | None
) -> Draft:
    kind = OriginKind(origin)
    figure = Figure(
        key=f"{kind}_projects",
        label=_PROJECT_LABELS[kind],
        value=0,
        unit="个",
        rule=f"{year.year}年度来源于{kind.label}、审核通过且已立项的项目；谋划和终止的不计。",
        url=_url("projects:project_list", year, place, origin=kind.value),
    )
    return Draft(figure, counted_projects(audience, year, place, kind))


def projects_by_field(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> list[Figure]:
    """Projects of the programme, one figure a field, empty fields included."""
    return _by_field(year, place, _fields_and_paths(audience, year, place))


def projects_by_district(audience: Audience, year: ProgrammeYear) -> list[Figure]:
    """Projects of the programme, one figure a district, empty districts included."""
    return _by_district(year, _fields_and_paths(audience, year))


def projects_by_field_and_district(
    audience: Audience, year: ProgrammeYear
) -> tuple[list[Figure], list[Figure]]:
    """Both of the above, the projects read once."""
    projects = _fields_and_paths(audience, year)
    return _by_field(year, None, projects), _by_district(year, projects)


def _fields_and_paths(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> list[tuple[int, str]]:
    """The field and the path of the place of each project that counts."""
    projects = counted_projects(audience, year, place).order_by()
    return list(projects.values_list("field", "division__path"))


def _by_field(
    year: ProgrammeYear, place: Division | None, projects: list[tuple[int, str]]
) -> list[Figure]:
    counts = Counter(field for field, _ in projects)
    origin = OriginKind.PAIRING.value
    return [
        Figure(
            key=f"field_{field.slug}",
            label=field.name,
            value=counts[field.pk],
            unit="个",
            rule=f"{year.year}年度公开的共建攻坚项目中，领域为{field.name}的项目。",
            url=_url("projects:project_list", year, place, origin=origin, field=field.slug),
        )
        for field in ProjectField.objects.all()
    ]


def _by_district(year: ProgrammeYear, projects: list[tuple[int, str]]) -> list[Figure]:
    counts = Counter(path for _, path in projects)
    return [
        Figure(
            key=f"district_{district.code}",
            label=district.display_name,
            value=sum(n for path, n in counts.items() if path.startswith(district.path)),
            unit="个",
            rule=f"{year.year}年度公开的共建攻坚项目中，所在地为{district.display_name}的项目。",
            url=_url("projects:project_list", year, district, origin=OriginKind.PAIRING.value),
        )
        for district in Division.objects.districts()
    ]


def funds_figure(audience: Audience, year: ProgrammeYear, place: Division | None = None) -> Figure:
    """协调争取资金, in yuan."""
    return _funds(year, place, counted_funds(audience, year, place).total())


def funds_by_kind(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> list[Figure]:
    """协调争取资金 apart by kind, in yuan; they add up to `funds_figure`."""
    totals = counted_funds(audience, year, place).totals_by("kind")
    return [
        Figure(
            key=f"funds_{kind}",
            label=FundKind(kind).label,
            value=totals.get(kind, ZERO),
            unit="元",
            rule=_MONEY_RULE.format(year=year.year, kinds=FundKind(kind).label),
            url=_url("projects:fund_list", year, place, kind=kind),
        )
        for kind in COORDINATED_KINDS
    ]


def funds_and_kinds(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> tuple[Figure, list[Figure]]:
    """`funds_figure` and `funds_by_kind`, the lines read once."""
    kinds = funds_by_kind(audience, year, place)
    return _funds(year, place, sum((Decimal(kind.value) for kind in kinds), ZERO)), kinds


def project_funds_figure(project: Project, total: Decimal) -> Figure:
    """协调争取资金 of one project over all years; `total` are its lines in yuan."""
    return Figure(
        key="funds",
        label="协调争取资金",
        value=total,
        unit="元",
        rule="本项目经核验的到账和物资折价，减去冲正；意向、协议和支出不计。",
        url=list_url("projects:fund_list", project=project.number, kind=COORDINATED_KINDS),
    )


def _funds(year: ProgrammeYear, place: Division | None, total: Decimal) -> Figure:
    return Figure(
        key="funds",
        label="协调争取资金",
        value=total,
        unit="元",
        rule=_MONEY_RULE.format(year=year.year, kinds="到账和物资折价"),
        url=_url("projects:fund_list", year, place, kind=COORDINATED_KINDS),
    )


def activity_figure(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> Figure:
    """Activities that count."""
    return activity_figures(audience, year, place)[0]


def volunteer_figure(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> Figure:
    """志愿服务人次 of confirmed activities."""
    return activity_figures(audience, year, place)[1]


def activity_figures(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> tuple[Figure, Figure]:
    """`activity_figure` and `volunteer_figure`, the activities read once."""
    held, attendances = counted_activities(audience, year, place).held_and_volunteers()
    activities = Figure(
        key="activities",
        label="结对活动",
        value=held,
        unit="场",
        rule=f"{year.year}年度内举办并经对方确认的活动；待确认和有异议的不计。",
        url=_url("projects:activity_list", year, place),
    )
    volunteers = Figure(
        key="volunteers",
        label="志愿服务",
        value=attendances,
        unit="人次",
        rule=f"{year.year}年度内举办并经对方确认的活动的志愿服务人次之和，同一人多次参加分别计算。",
        url=_url("projects:activity_list", year, place, volunteers="yes"),
    )
    return activities, volunteers


def _url(name: str, year: ProgrammeYear, place: Division | None, **query: object) -> str:
    return list_url(name, year=year.key, place=place.code if place else None, **query)
