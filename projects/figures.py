"""How figures of projects, money and activities are counted 「口径」; see partners.figures."""

from django.db.models import Count

from partners.models import Division, ProgrammeYear
from portal.figures import Figure, list_url
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
    kind = OriginKind(origin)
    label = {
        OriginKind.PAIRING: "共建攻坚项目",
        OriginKind.ALLIANCE: "联盟（共同体）项目",
        OriginKind.ASSOCIATION: "社会治理行动项目",
    }[kind]
    return Figure(
        key=f"{kind}_projects",
        label=label,
        value=counted_projects(audience, year, place, kind).count(),
        unit="个",
        rule=f"{year.year}年度来源于{kind.label}、审核通过且已立项的项目；谋划和终止的不计。",
        url=_url("projects:project_list", year, place, origin=kind.value),
    )


def funds_figure(audience: Audience, year: ProgrammeYear, place: Division | None = None) -> Figure:
    """协调争取资金, in yuan."""
    return Figure(
        key="funds",
        label="协调争取资金",
        value=counted_funds(audience, year, place).total(),
        unit="元",
        rule=_MONEY_RULE.format(year=year.year, kinds="到账和物资折价"),
        url=_url("projects:fund_list", year, place, kind=COORDINATED_KINDS),
    )


def activity_figure(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> Figure:
    return Figure(
        key="activities",
        label="结对活动",
        value=counted_activities(audience, year, place).count(),
        unit="场",
        rule=f"{year.year}年度内举办并经对方确认的活动；待确认和有异议的不计。",
        url=_url("projects:activity_list", year, place),
    )


def volunteer_figure(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> Figure:
    """志愿服务人次 of confirmed activities."""
    activities = counted_activities(audience, year, place)
    return Figure(
        key="volunteers",
        label="志愿服务",
        value=activities.volunteer_attendances(),
        unit="人次",
        rule=f"{year.year}年度内举办并经对方确认的活动的志愿服务人次之和，同一人多次参加分别计算。",
        url=_url("projects:activity_list", year, place, volunteers="yes"),
    )


def projects_by_field(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> list[Figure]:
    """Projects of the programme, one figure a field, empty fields included."""
    projects = counted_projects(audience, year, place)
    counts = dict(projects.order_by().values_list("field").annotate(n=Count("pk")))
    return [
        Figure(
            key=f"field_{field.slug}",
            label=field.name,
            value=counts.get(field.pk, 0),
            unit="个",
            rule=f"{year.year}年度公开的共建攻坚项目中，领域为{field.name}的项目。",
            url=_url(
                "projects:project_list",
                year,
                place,
                origin=OriginKind.PAIRING.value,
                field=field.slug,
            ),
        )
        for field in ProjectField.objects.all()
    ]


def projects_by_district(audience: Audience, year: ProgrammeYear) -> list[Figure]:
    """Projects of the programme, one figure a district, empty districts included."""
    projects = counted_projects(audience, year).order_by()
    paths = list(projects.values_list("division__path", flat=True))
    return [
        Figure(
            key=f"district_{district.code}",
            label=district.display_name,
            value=sum(path.startswith(district.path) for path in paths),
            unit="个",
            rule=f"{year.year}年度公开的共建攻坚项目中，所在地为{district.display_name}的项目。",
            url=_url("projects:project_list", year, district, origin=OriginKind.PAIRING.value),
        )
        for district in Division.objects.districts()
    ]


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


def _url(name: str, year: ProgrammeYear, place: Division | None, **query: object) -> str:
    return list_url(name, year=year.key, place=place.code if place else None, **query)
