"""What is typed into the form of a project, and what it is begun at."""

from django.utils import timezone

from partners.enums import NeedStage
from tests.factories import AgreementFactory, ClaimFactory, ListItemFactory, ProjectFieldFactory

NEW = "/workspace/projects/new/"
TODAY = timezone.localdate()


def a_need(parties, *claimants, **changes):
    need = ListItemFactory(
        organisation=parties.community, division=parties.place, approved=True,
        **{"stage": NeedStage.CLAIMED, "title": "楼道照明"} | changes,
    )  # fmt: skip
    for claimant in claimants or [parties.unit]:
        ClaimFactory(item=need, organisation=claimant, promise="三月底前安装三盏灯。")
    return need


def steps(*rows, initial=0):
    data = {
        "milestones-TOTAL_FORMS": str(max(len(rows), 3)),
        "milestones-INITIAL_FORMS": str(initial),
        "milestones-MIN_NUM_FORMS": "0",
        "milestones-MAX_NUM_FORMS": "1000",
    }
    for n, row in enumerate(rows):
        data |= {f"milestones-{n}-{name}": value for name, value in row.items()}
    return data


def typed(**changes):
    return {
        "name": "楼道照明改造",
        "field": ProjectFieldFactory().pk,
        "place_text": "三单元",
        "summary": "安装三盏感应灯。",
        "planned_start": "2025-03-01",
        "planned_end": "2025-04-30",
        **steps(),
    } | changes


def signed(*parties, **changes):
    """An agreement in force today."""
    return AgreementFactory(parties=list(parties), approved=True, valid_until=None, **changes)


def refs(origin):
    return f"{origin._meta.model_name}:{origin.number}"


def roles(project):
    return [(row.organisation, row.role) for row in project.participants.order_by("pk")]


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}
