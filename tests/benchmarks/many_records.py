"""A city of as many records as wanted: the demo city, and more of the same words around it.

Rows are written in bulk past everything that listens: the index is made afterwards, and timed.
"""

from collections.abc import Callable, Iterable

from django.core.management import call_command
from django.utils import timezone

from partners.enums import NameKind, OrganisationKind, OrganisationLevel
from partners.models import Organisation, OrganisationName
from projects.models import CaseIndexPage, CaseStoryPage
from search.sources import KINDS

from .crowd import Crowd, keep, units, write
from .registers import MAKERS

ORGANISATIONS = 6_000
STORIES = 600
#: Shares of what is added beside organisations and stories.
SHARES = (("projects", 30), ("updates", 28), ("activities", 15), ("pairings", 9),
          ("agreements", 10), ("list_items", 8))  # fmt: skip
_TRADES = (
    (OrganisationKind.UNIT, ("卫生健康局", "市场监管分局", "园林管理所", "图书馆", "司法所")),
    (OrganisationKind.FIRM, ("物业服务有限公司", "供水有限公司", "农业发展有限公司")),
    (OrganisationKind.SCHOOL, ("实验小学", "第二中学", "中心幼儿园")),
    (OrganisationKind.HOSPITAL, ("社区卫生服务中心", "中医院")),
    (OrganisationKind.ASSOCIATION, ("餐饮行业协会", "志愿者协会", "茶叶商会")),
)


def build(records: int, tell: Callable[[str], None]) -> None:
    """Fill an empty, migrated database with about `records` findable records."""
    call_command("build_demo_city", stdout=_Silent())
    crowd = Crowd()
    tell("演示城市已建好")
    _organisations(crowd, ORGANISATIONS - Organisation.objects.count())
    _stories(crowd, STORIES)
    missing = max(records - sum(kind.rows().count() for kind in KINDS), 0)
    for name, share in SHARES:
        tell(f"{name}：{missing * share // 100}")
        MAKERS[name](crowd, missing * share // 100)


def _organisations(crowd: Crowd, count: int) -> None:
    def made() -> Iterable[Organisation]:
        for n in range(max(count, 0)):
            kind, trades = crowd.rng.choice(_TRADES)
            place = crowd.rng.choice(crowd.places)
            name = f"{place.parent.short_name}{n % 97 + 1}号{crowd.rng.choice(trades)}"
            yield Organisation(
                name=name, kind=kind, level=OrganisationLevel.DISTRICT, **crowd.entry(place)
            )

    rows = keep(made(), "ZZ")
    write(OrganisationName(organisation=o, name=o.name, kind=NameKind.OFFICIAL) for o in rows)
    write(
        OrganisationName(organisation=o, name=o.name.replace("有限公司", ""), kind=NameKind.SHORT)
        for o in rows
        if "有限公司" in o.name
    )


def _stories(crowd: Crowd, count: int) -> None:
    column = CaseIndexPage.objects.order_by("path")[0]
    bodies = units()
    for n in range(count):
        place = crowd.rng.choice(crowd.places)
        work = crowd.work(place)
        page = CaseStoryPage(
            title=f"{place.short_name}：{work.name}的{n + 1}天",
            slug=f"tale-{n}",
            summary=work.problem,
            division=place,
            year=crowd.rng.choice(crowd.years).year,
            field=crowd.fields[work.field],
            first_published_at=timezone.now(),
        )
        text = f"<p>{crowd.tale(place, work, crowd.rng.choice(bodies))}</p>"
        page.body = page.body.stream_block.to_python([{"type": "paragraph", "value": text}])
        column.add_child(instance=page)


class _Silent:
    def write(self, text: str) -> None:
        pass

    def flush(self) -> None:
        pass
