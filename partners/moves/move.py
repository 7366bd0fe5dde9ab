"""The one way a state changes: lock, check, touch the fields of the move, save, log.

A move is declared by decorating the function that sets its fields:

    @move(Pairing, "status", label="签约", sources=[PROPOSED], target=SIGNED)
    def sign(pairing, *, on: date) -> None: ...

and called as `sign(pairing, by=user, on=day)`. `MOVES` lists them all, for screens and tests.
"""

import inspect
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from partners.enums import Maker
from partners.events import record_event
from partners.models.event import state_words
from portal.refusals import note_refusal
from portal.text_guard.holding import check, holding
from portal.text_guard.records import record_spots
from portal.text_guard.spots import Spot

if TYPE_CHECKING:
    from django.forms import Field

    from partners.models import Organisation
    from portal.models import User


class MoveRefused(ValidationError):
    """The move is not possible here and now; the message says why, for the person to read."""


def refusing(why: str, record: models.Model) -> MoveRefused:
    """The refusal of an act that state or person forbid, noted for the audit trail."""
    note_refusal(why, record)
    return MoveRefused(why)


class Act(Protocol):
    """What screens ask of a move, and of what is done to a line of the ledger."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def makers(self) -> frozenset[Maker]: ...
    @property
    def by_other(self) -> bool: ...
    @property
    def needs_reason(self) -> bool: ...
    @property
    def takes_reason(self) -> bool: ...
    @property
    def reason_words(self) -> str: ...
    @property
    def asks(self) -> tuple[str, ...]: ...
    @property
    def says(self) -> str: ...
    def refusal(self, record: Any, by: "User") -> str: ...
    def open_rows(self, rows: Any) -> Any: ...
    def fields_for(self, record: Any) -> "dict[str, Field]": ...
    def __call__(self, record: Any, *, by: "User", **facts: Any) -> Any: ...


@dataclass(frozen=True)
class Move:
    """One possible change of state of a model, callable as a function."""

    do_not_call_in_templates: ClassVar[bool] = True

    name: str
    label: str
    model: type[models.Model]
    field: str
    sources: frozenset[str]
    target: str
    needs_reason: bool
    by_other: bool
    publishes: bool
    makers: frozenset[Maker]
    act: Callable[..., str | None]
    then: Callable[[Any, "User"], None] | None = None
    why_not: Callable[[Any], str] = lambda record: ""
    #: What comes of it, for who makes it the first time; empty where its name says so.
    says: str = ""
    #: What the reason is called where it is asked for.
    reason_words: str = "理由"

    @property
    def asks(self) -> tuple[str, ...]:
        """Names of the facts the move needs beside person and reason (such as `on`)."""
        return tuple(
            name
            for name, parameter in inspect.signature(self.act).parameters.items()
            if parameter.kind is parameter.KEYWORD_ONLY and name not in ("by", "reason")
        )

    @property
    def takes_reason(self) -> bool:
        """Whether it can be given a reason."""
        return self.needs_reason or "reason" in inspect.signature(self.act).parameters

    def open_rows(self, rows: Any) -> Any:
        """Those of `rows` whose state the move begins at."""
        return rows.filter(**{f"{self.field}__in": self.sources})

    def fields_for(self, record: models.Model) -> "dict[str, Field]":
        """What else a form asks: nothing, a move needs days and a reason alone."""
        return {}

    def refusal(self, record: models.Model, by: "User") -> str:
        """Why `by` cannot make this move on `record` now; empty when it is possible."""
        state = getattr(record, self.field)
        if state not in self.sources:
            words = state_words(type(record), self.field)
            return f"当前状态为「{words.get(state, state)}」，不能{self.label}。"
        if self.by_other and by.pk == getattr(record, "entered_by_id", None):
            return f"{self.label}须由录入人以外的人员办理。"
        return self.why_not(record)

    def __call__(
        self,
        record: models.Model,
        *,
        by: "User",
        reason: str = "",
        on_behalf_of: "Organisation | None" = None,
        **facts: Any,
    ) -> None:
        """Make the move; `record` holds the stored state afterwards, also when it was refused.

        Raises MoveRefused when state, person or a missing reason forbids it, ValidationError
        when the record would break one of its own rules, TextHeld when its words may not become
        public. Nothing is kept then.
        """
        try:
            with holding(), transaction.atomic():
                _lock(record)
                if why := self.refusal(record, by):
                    raise refusing(why, record)
                if self.needs_reason and not reason.strip():
                    raise MoveRefused(f"请填写{self.reason_words}。")
                before = getattr(record, self.field)
                self._apply(record, by, reason, facts)
                if self.publishes:
                    check(record, _spots(record, reason), by)
                record_event(
                    record,
                    self.name,
                    self.label,
                    by=by,
                    on_behalf_of=on_behalf_of,
                    field=self.field,
                    from_state=before,
                    to_state=getattr(record, self.field),
                    reason=reason,
                )
                if self.then:
                    self.then(record, by)
        except ValidationError:
            record.refresh_from_db()  # a page that says why must not show what was refused
            raise

    def _apply(self, record: models.Model, by: "User", reason: str, facts: dict) -> None:
        context = {"by": by, "reason": reason} | facts
        wanted = inspect.signature(self.act).parameters
        target = self.act(record, **{k: v for k, v in context.items() if k in wanted})
        setattr(record, self.field, target or self.target)
        record.full_clean()
        record.save()


#: Every move, by the class it was declared for (Reviewed moves hold for all its registers).
MOVES: dict[type[models.Model], dict[str, Move]] = {}


def move(
    model: type[models.Model],
    field: str,
    *,
    label: str,
    sources: Collection[str],
    makers: Collection[Maker],
    target: str = "",
    needs_reason: bool = False,
    by_other: bool = False,
    publishes: bool = False,
    then: "Callable[[Any, User], None] | None" = None,
    why_not: Callable[[Any], str] = lambda record: "",
    says: str = "",
    reason_words: str = "理由",
) -> Callable[[Callable[..., str | None]], Move]:
    """Declare the decorated function as a move.

    `makers`: who makes it in the workspace (partners.moves.rights). `by_other`: the author of the
    record may not make it. `target` may be left empty when the function returns the new state.
    `publishes`: the move hands in or makes public, so that the words of the record and the reason
    pass the text guard. `then`: what follows from it for other records, told of the record and the
    person within the same transaction; what it raises undoes the move. `why_not`: why a record in
    that state does not take it all the same, empty where it does; it is offered by no button then.
    `says`: what comes of it, on the page that asks for it; `reason_words`: what the reason is
    called there.
    """

    def declare(act: Callable[..., str | None]) -> Move:
        declared = Move(
            act.__name__,
            label,
            model,
            field,
            frozenset(sources),
            target,
            needs_reason,
            by_other,
            publishes,
            frozenset(makers),
            act,
            then,
            why_not,
            says,
            reason_words,
        )
        MOVES.setdefault(model, {})[act.__name__] = declared
        return declared

    return declare


def not_in_future(day: date, what: str) -> date:
    """Return `day`. Raises MoveRefused when it lies ahead: a move tells what has happened."""
    if day > timezone.localdate():
        raise MoveRefused(f"{what}日期不能晚于今天。")
    return day


def moves_of(model: type[models.Model]) -> dict[str, Move]:
    """Every move that records of `model` have, those of its abstract parents included."""
    return {
        name: declared
        for cls in reversed(model.__mro__)
        for name, declared in MOVES.get(cls, {}).items()
    }


def available_moves(record: models.Model, by: "User") -> list[Move]:
    """The moves `by` can make on `record` as it stands."""
    return [m for m in moves_of(type(record)).values() if not m.refusal(record, by)]


def _spots(record: models.Model, reason: str) -> Iterator[Spot]:
    yield from record_spots(record)
    yield Spot("reason", "理由", reason)


def _lock(record: models.Model) -> None:
    """Read the stored row and hold it; unsaved changes to `record` are dropped on purpose."""
    record.refresh_from_db(from_queryset=type(record)._base_manager.select_for_update())
