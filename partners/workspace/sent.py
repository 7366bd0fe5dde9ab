"""What a person sent and others have still to decide: with whom it waits, over all registers. And
how the own needs stand, which wait with somebody at every stage.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.db.models.lookups import Exact
from django.utils import timezone

from partners.enums import NeedStage, ReviewRank
from partners.models import ListItem
from partners.needs.stages import stage_line
from partners.querysets.deciding import demanded_rank
from partners.scope import Scope
from portal.rows import Stage

from .due import as_moment, as_text, days_since
from .registers import registers
from .waiting import Waiting, waitings

#: So many are read, the longest waiting first.
MOST = 60
_COLUMNS = ("rank", "row_key", "row_title", "with_whom", "waiting_since")
#: Stands where the place of a kind stands, for needs.
_NEEDS = -1


@dataclass(frozen=True)
class Sent:
    """One record that waits with others."""

    waiting: Waiting
    key: str
    title: str
    with_whom: str
    since: datetime

    @property
    def url(self) -> str:
        """The page of the record."""
        return registers()[self.waiting.register].address(self.key)

    @property
    def words(self) -> str:
        """「等待区级组织部门审核通过，已等 12 天」."""
        act = registers()[self.waiting.register].possible_acts[self.waiting.acts[0]]
        return f"等待{self.with_whom}{act.label}，{days_since(self.since, timezone.localdate())}"


@dataclass(frozen=True)
class OwnNeed:
    """A need of the own community that is not closed, with its road."""

    key: str
    title: str
    stage: NeedStage

    @property
    def url(self) -> str:
        """The page of the need."""
        return registers()["list-items"].address(self.key)

    @property
    def road(self) -> list[Stage]:
        """Where it stands on the way to 核查办结."""
        return stage_line(ListItem(stage=self.stage))


def sent_by(scope: Scope) -> tuple[list[Sent], list[OwnNeed]]:
    """What the person entered, or was entered for the organisation acted for, and waits with
    others; and the approved needs of the organisation that are open. In one query.
    """
    kinds = [kind for kind in waitings() if isinstance(kind, Waiting) and kind.sent_to]
    if not (kinds and (scope.organisations or scope.steered)):
        return [], []
    parts = [*[_part(n, kind, scope) for n, kind in enumerate(kinds)], _own_needs(scope)]
    rows = parts[0].union(*parts[1:], all=True).order_by("waiting_since", "row_key")[:MOST]
    sent, needs = [], []
    for n, key, title, words, since in rows:
        if n == _NEEDS:
            needs.append(OwnNeed(key, title, NeedStage(words)))
        else:
            sent.append(Sent(kinds[n], key, title, words, since))
    return sent, needs


def _own_needs(scope: Scope) -> Any:
    rows = ListItem.objects.needs().approved().exclude(stage=NeedStage.CLOSED).order_by()
    own = rows.filter(rows.authored_by(scope.organisations))
    return own.annotate(
        rank=Value(_NEEDS),
        row_key=Cast("number", CharField()),
        row_title=as_text("title"),
        with_whom=Cast("stage", CharField()),
        waiting_since=F("changed_at"),
    ).values_list(*_COLUMNS)


def _part(n: int, kind: Waiting, scope: Scope) -> Any:
    register = registers()[kind.register]
    rows = kind.rows(register.model._default_manager.all())
    open_rows = register.possible_acts[kind.acts[0]].open_rows(rows)
    found = open_rows.filter(_own(open_rows, scope), open_rows.reached_by(scope)).order_by()
    return found.annotate(
        rank=Value(n),
        row_key=Cast(F(kind.key), CharField()),
        row_title=as_text(kind.title),
        with_whom=Cast(kind.sent_to(found) if kind.sent_to else Value(""), CharField()),
        waiting_since=as_moment(kind.since),
    ).values_list(*_COLUMNS)


def _own(rows: Any, scope: Scope) -> Q:
    own = Q(entered_by=scope.person)
    return own | rows.authored_by(scope.organisations) if rows.entered_for else own


def to_reviewer(rows: Any) -> Combinable:
    """The department that a setting asks for, else that of the place."""
    demanded = demanded_rank(rows)
    whens = [When(Exact(demanded, r.value), then=Value(f"{r.label}组织部门")) for r in ReviewRank]
    return Case(*whens, default=Value("所在地组织部门"), output_field=CharField())
