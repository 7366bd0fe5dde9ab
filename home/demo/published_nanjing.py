"""The published cases of the city as records: pairings, agreements, alliances and projects."""

from partners.enums import (
    AgreementKind,
    AllianceKind,
    AssignmentRole,
    CommitmentState,
)
from partners.models import Assignment, Commitment, Organisation, Pairing
from partners.moves.pairing import expire, sign, start
from projects.enums import ParticipantRole
from projects.models import Outcome, Project, ProjectOrigin, ProjectParticipant
from projects.moves import accept, ask_acceptance, establish, start_work

from .city import City, rng_of
from .days import FIRST_END, FIRST_START, SECOND_START, moment
from .published import NANJING_SOURCE, NO_DAYS, agreement, alliance, approved, entry, join
from .published import sign_together as parties

BANQIAO, YONGNING, GULOU, JIANGNING = "320114005", "320111009", "320106", "320115"
JINHU, MUJIAZHUANG = "320117003004", "320118006215"


def make_pairings(city: City) -> int:
    """The two published pairings of units with streets; the year's bounds as their term."""
    rng = rng_of("published")
    made = []
    for key, code in (("works", BANQIAO), ("organisation_department", YONGNING)):
        pairing = Pairing(
            programme_year=city.first.record,
            level=city.first.upper,
            unit_side=city.real[key],
            community_side=city.places.organisation(code),
            start_on=FIRST_START,
            end_on=FIRST_END,
            signed_on=FIRST_START,
            **entry(city, code),
        )
        for move, day in ((sign, FIRST_START), (start, FIRST_START), (expire, SECOND_START)):
            city.books.walk(pairing, move, by=city.people.city, at=moment(rng, day))
        city.cases[key] = pairing
        made.append(pairing)
    return len(city.books.file(made))


def make_banqiao(city: City) -> int:
    """The sluice of 向阳雅居小区, repaired together."""
    project = _project(
        city,
        BANQIAO,
        "向阳雅居小区排水涵闸维修改造",
        "小区排水涵闸老化渗漏，结对双方把它列为年度结对攻坚项目，共同维修改造，并建立常态化安全监测和"
        f"巡查检查机制，保障汛期排水。{NO_DAYS}（资料来源：{NANJING_SOURCE}）",
        field="公共服务",
        place_text="雨花台区板桥街道向阳雅居小区",
    )
    at = moment(rng_of("published"), FIRST_END)
    for move, by in ((ask_acceptance, project.entered_by), (accept, city.people.city)):
        city.books.walk(project, move, by=by, at=at)
    project.completed_on = FIRST_END
    city.books.file([project])
    city.cases["sluice"] = project
    ProjectOrigin.objects.create(project=project, pairing=city.cases["works"])
    _take_part(project, city.real["works"], city.places.organisation(BANQIAO))
    return 1


def _project(
    city: City, code: str, name: str, summary: str, *, field: str, place_text: str = ""
) -> Project:
    """A project under way, without any day of its own."""
    project = Project(
        programme_year=city.first.record,
        name=name,
        field=city.fields[field],
        place_text=place_text,
        summary=summary,
        **entry(city, code),
    )
    approved(city, project)
    for move in (establish, start_work):
        city.books.walk(project, move, by=project.entered_by, at=project.created_at)
    return project


def _take_part(project: Project, lead: Organisation, place: Organisation | None) -> None:
    roles = [(lead, ParticipantRole.LEAD)]
    roles += [(place, ParticipantRole.BENEFICIARY)] if place else []
    ProjectParticipant.objects.bulk_create(
        ProjectParticipant(project=project, organisation=organisation, role=role)
        for organisation, role in roles
    )


def make_yongning(city: City) -> int:
    """The 「1+1+11」 community of 永宁; its income from tourism is an outcome, no ledger money."""
    made = alliance(
        city,
        YONGNING,
        "“1+1+11”农文旅融合发展党建共同体",
        AllianceKind.COMMUNITY,
        f"永宁街道农文旅融合发展党建共同体。（资料来源：{NANJING_SOURCE}）",
    )
    city.books.file([made])
    city.cases["yongning"] = made
    join(made, [city.real["organisation_department"], city.places.organisation(YONGNING)])
    values = (("推介活动", 13), ("游客", 752_000), ("旅游总收入", 67_000_000))
    return _outcomes(city, values, alliance=made)


def _outcomes(city: City, values: tuple[tuple[str, int], ...], **owner: object) -> int:
    made = [
        Outcome(measure=city.measures[name], value=value, source=NANJING_SOURCE, **owner)
        for name, value in values
    ]
    return len(Outcome.objects.bulk_create(made))


def make_associations(city: City) -> int:
    """Two associations with a community and a village; the village's tea gardens."""
    jinhu = agreement(
        city,
        JINHU,
        "南京稻米产业协会与金湖社区签约共建协议",
        AgreementKind.ASSOCIATION,
        f"帮助社区解决水稻销路，由专业志愿者开展邻里纠纷调解。（资料来源：{NANJING_SOURCE}）",
        programme_year=city.first.record,
    )
    mujia = agreement(
        city,
        MUJIAZHUANG,
        "市民营女企业家联合会与穆家庄村签约共建协议",
        AgreementKind.ASSOCIATION,
        f"支持穆家庄村茶园改造，带动村民就业。（资料来源：{NANJING_SOURCE}）",
        programme_year=city.first.record,
    )
    city.books.file([jinhu, mujia])
    city.cases |= {"jinhu": jinhu, "mujia": mujia}
    parties(jinhu, city.real["rice"], city.places.organisation(JINHU))
    parties(mujia, city.real["businesswomen"], city.places.organisation(MUJIAZHUANG))
    promises = (
        (jinhu, "帮助解决水稻销路"),
        (jinhu, "专业志愿者开展邻里纠纷调解"),
        (mujia, "支持茶园改造"),
    )
    Commitment.objects.bulk_create(
        Commitment(agreement=owner, text=text, state=CommitmentState.DOING)
        for owner, text in promises
    )
    return 2 + _make_tea_gardens(city)


def _make_tea_gardens(city: City) -> int:
    village = city.places.organisation(MUJIAZHUANG)
    project = _project(
        city,
        MUJIAZHUANG,
        "穆家庄村茶园改造",
        "茶园改造投入200余万元，带动村民就业100人。公开报道未列资金明细，不登记资金台账。"
        f"（资料来源：{NANJING_SOURCE}）",
        field="乡村振兴",
    )
    city.books.file([project])
    city.cases["tea"] = project
    ProjectOrigin.objects.create(project=project, agreement=city.cases["mujia"])
    _take_part(project, city.real["businesswomen"], village)
    return 1 + _outcomes(city, (("带动村民就业", 100),), project=project)


def make_gulou(city: City) -> int:
    """The 大工委 of 鼓楼's streets, the alliance of water, power, gas and telecom, its projects."""
    committee = alliance(
        city,
        GULOU,
        "鼓楼区街道“大工委”",
        AllianceKind.STREET_COMMITTEE,
        "街道“大工委”联动水务、供电、燃气、电信等公共服务部门，梳理供需清单8类43项。"
        f"（资料来源：{NANJING_SOURCE}）",
    )
    league = alliance(
        city,
        GULOU,
        "“水电气讯”联盟",
        AllianceKind.LEAGUE,
        f"由水务、供电、燃气、电信等公共服务部门组成，设管家行动党支部13个。（资料来源：{NANJING_SOURCE}）",
    )
    city.books.file([committee, league])
    city.cases |= {"committee": committee, "league": league}
    services = [city.real[key] for key in ("water", "power", "gas", "telecom")]
    district = city.places.by_code[GULOU].path
    streets = [s for s in city.places.streets if s.division.path.startswith(district)]
    join(committee, [*streets, *services], leads=len(streets))
    join(league, services, leads=0)
    _outcomes(city, (("供需清单类别", 8), ("供需清单事项", 43)), alliance=committee)
    _outcomes(city, (("管家行动党支部", 13),), alliance=league)
    return 2 + _make_league_projects(city, services)


def _make_league_projects(city: City, services: list[Organisation]) -> int:
    """As many projects as published. Three kinds of them were named; the rest only counted."""
    named = ("“开门接桩”", "燃气管道改造", "智能门禁更换")
    projects = []
    for n in range(1, city.aims.alliance_projects + 1):
        is_named = n <= len(named)
        name = named[n - 1] if is_named else f"“水电气讯”联盟合作项目 第{n:03d}号"
        words = "公开报道列举的合作项目。" if is_named else "公开报道只列总数，未列名称和内容。"
        words += f"（资料来源：{NANJING_SOURCE}）"
        projects.append(_project(city, GULOU, name, words, field="公共服务"))
    city.books.file(projects)
    league = city.cases["league"]
    ProjectOrigin.objects.bulk_create(
        ProjectOrigin(project=project, alliance=league) for project in projects
    )
    gas = services[2]
    _take_part(projects[1], gas, None)
    return len(projects)


def make_jiangning(city: City) -> int:
    """Ten 大党委 of areas, each answered for by a member of the district's standing committee."""
    members = [city.real[f"jiangning_{key}"] for key in ("units", "parks", "campus")]
    made = [
        alliance(
            city,
            JIANGNING,
            f"江宁区街道片区“大党委”（第{n:02d}个）",
            AllianceKind.AREA_COMMITTEE,
            f"江宁区设街道片区“大党委”10个，公开报道未列各自名称。（资料来源：{NANJING_SOURCE}）",
        )
        for n in range(1, 11)
    ]
    city.books.file(made)
    city.cases["jiangning"] = made[0]
    for record in made:
        join(record, members, leads=0)
    city.books.file(
        [
            Assignment(
                role=AssignmentRole.LEADER,
                post="江宁区委常委",
                name="（未公布姓名）",
                since=FIRST_START,
                is_public=True,
                alliance=record,
                **entry(city, JIANGNING),
            )
            for record in made
        ]
    )
    return 2 * len(made)
