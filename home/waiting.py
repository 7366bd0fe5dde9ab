"""What waits for somebody: counts with the rule they are counted by, each opening its list.

Only what needs a decision is told, the late first; nobody's work is counted or ranked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from partners.enums import ListKind, ReviewState
from partners.filters import EXPIRY_NOTICE
from partners.models import Agreement, Alliance, ListItem, Pairing, ProgrammeYear
from partners.progress import Progress, with_progress
from portal.publicity import Audience, may_view_all
from projects.enums import ActivityState
from projects.models import Activity, FundEntry, Project, Update


@dataclass(frozen=True)
class Task:
    """So many records that wait, why they do, and the list of them."""

    label: str
    count: int
    rule: str
    url: str
    is_late: bool = False


@dataclass(frozen=True)
class _Question:
    """One kind of waiting: the model (whose view right it takes), the rows, the list."""

    model: type
    label: str
    rule: str
    rows: Callable[[Any, date], QuerySet]
    list_name: str
    query: dict[str, object]
    is_late: bool = False


def _submitted(model: type, label: str, list_name: str) -> _Question:
    return _Question(
        model,
        f"{label}待审核",
        "已提交，等待录入人以外的人员审核",
        lambda rows, on: rows.filter(review_state=ReviewState.SUBMITTED),
        list_name,
        {"review_state": ReviewState.SUBMITTED},
    )


_QUESTIONS = (
    _Question(
        Pairing,
        "结对过期未处理",
        "期限已过，尚未置为到期或终止",
        lambda rows, on: rows.overdue(on),
        "pairing:index",
        {"overdue": "yes"},
        is_late=True,
    ),
    _Question(
        ListItem,
        "需求逾期未办结",
        "期限已过，尚未核查办结",
        lambda rows, on: rows.needs().overdue(on),
        "list_item:index",
        {"kind": ListKind.NEED, "overdue": "yes"},
        is_late=True,
    ),
    _Question(
        Agreement,
        "协议即将到期",
        f"{EXPIRY_NOTICE} 天内到期，尚未续签",
        lambda rows, on: rows.expiring_within(EXPIRY_NOTICE, on),
        "agreement:index",
        {"standing": "expiring"},
        is_late=True,
    ),
    _Question(
        Activity,
        "活动有异议",
        "对方提出异议，等待更正",
        lambda rows, on: rows.filter(state=ActivityState.DISPUTED),
        "activity:index",
        {"state": ActivityState.DISPUTED},
        is_late=True,
    ),
    _Question(
        FundEntry,
        "资金待核验",
        "已录入，等待录入人以外的人员核验",
        lambda rows, on: rows.awaiting_verification(),
        "ledger_modeladmin_index",
        {"standing": "waiting"},
    ),
    _submitted(Project, "项目", "project:index"),
    _submitted(Update, "进展", "update:index"),
    _submitted(Alliance, "联盟", "alliance:index"),
    _submitted(Agreement, "协议", "agreement:index"),
    _submitted(ListItem, "清单事项", "list_item:index"),
    _Question(
        Activity,
        "活动待确认",
        "等待对方确认，确认后才计入",
        lambda rows, on: rows.filter(state=ActivityState.PENDING),
        "activity:index",
        {"state": ActivityState.PENDING},
    ),
)


def tasks_for(user: Audience, on: date) -> list[Task]:
    """What waits among the records `user` may view, nothing that does not; one query each."""
    tasks = [_late_pairings(user, on), *(_ask(question, user, on) for question in _QUESTIONS)]
    return [task for task in tasks if task and task.count]


def _ask(question: _Question, user: Audience, on: date) -> Task | None:
    if not may_view_all(user, question.model):
        return None
    rows = question.rows(question.model.objects.visible_to(user), on)  # type: ignore[attr-defined]
    return Task(
        question.label,
        rows.count(),
        question.rule,
        _list_url(question.list_name, question.query),
        question.is_late,
    )


def _late_pairings(user: Audience, on: date) -> Task | None:
    """Pairings of the featured year that lag behind its checklist."""
    year = ProgrammeYear.objects.featured()
    if year is None or not may_view_all(user, Pairing):
        return None
    running = Pairing.objects.visible_to(user).public().of_year(year)
    late = with_progress(running, on)
    query = {"programme_year": year.pk, "progress": Progress.LATE}
    return Task(
        f"{year.year} 年结对滞后",
        late.filter(progress=Progress.LATE).count(),
        "清单事项已到期限，对方尚未确认完成",
        _list_url("pairing:index", query),
        is_late=True,
    )


def _list_url(name: str, query: dict[str, object]) -> str:
    return f"{reverse(name)}?{urlencode(query, doseq=True)}"
