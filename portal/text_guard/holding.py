"""Stopping a text, and letting one pass that was released: asked by all that hands in or publishes.

Held texts and their releases are kept above (partners.held_texts), which registers itself here.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db.models import Model

from .spots import Found, Spot, look

NEXT_STEP = (
    "请删改标出内容后再试。确需公开的，请组织部门在“文字核查”中写明理由放行，放行后按原文重新提交。"
)
#: Findings a message names one by one.
_MOST_NAMED = 20


class TextHeld(ValidationError):
    """A text may not become public as it is; the messages say where, what, and what to do.

    `subject` is the record, page or file; `by` who tried; `new`: it is stored only once it passes.
    """

    def __init__(self, subject: Model, by: Any, found: list[Found], *, new: bool) -> None:
        more = [f"另有 {len(found) - _MOST_NAMED} 处。"] if len(found) > _MOST_NAMED else []
        named = [one.message for one in found[:_MOST_NAMED]]
        super().__init__([*named, *more, NEXT_STEP])
        self.subject, self.by, self.found, self.new = subject, by, found, new


class Keeper(Protocol):
    """Who keeps held texts and knows which were released."""

    def still_held(self, subject: Model, by: Any, found: list[Found]) -> list[Found]:
        """Those of `found` that nobody has released for `subject`."""

    def keep(self, held: TextHeld) -> None:
        """Write down what was stopped, for a department to see; once, however often it is told."""


_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """Ask `keeper` from now on; called by AppConfig.ready."""
    _keepers[:] = [keeper]


def check(subject: Model, spots: Iterable[Spot], by: Any, *, new: bool = False) -> None:
    """Raise TextHeld unless everything found at the spots was released for `subject`.

    Call it within `holding()`, so that what was stopped is written down.
    """
    found = look(spots)
    for keeper in _keepers:
        found = keeper.still_held(subject, by, found)
    if found:
        raise TextHeld(subject, by, found, new=new)


#: What was stopped in the course of a request; None outside of one.
_stopped: ContextVar[list[TextHeld] | None] = ContextVar("stopped", default=None)


@contextmanager
def holding() -> Iterator[None]:
    """Write down what is stopped within; stands outside the transaction that is given up."""
    try:
        yield
    except TextHeld as held:
        _keep(held)
        if (stopped := _stopped.get()) is not None:
            stopped.append(held)
        raise


@contextmanager
def kept_in_the_end() -> Iterator[None]:
    """Around a request: a view may give up a transaction around `holding()` as well."""
    before = _stopped.set([])
    try:
        yield
    finally:
        stopped = _stopped.get() or []
        _stopped.reset(before)
        for held in stopped:
            _keep(held)


def _keep(held: TextHeld) -> None:
    for keeper in _keepers:
        keeper.keep(held)


def check_form(form: Any, spots: Iterable[Spot], by: Any) -> None:
    """Check what a form would store; what is found becomes errors of the form."""
    subject = form.instance
    try:
        with holding():
            check(subject, spots, by, new=subject.pk is None)
    except TextHeld as held:
        show_in_form(form, held)
    except ValidationError as refused:
        form.add_error(None, refused)


def show_in_form(form: Any, held: TextHeld) -> None:
    """Attach what was found to the fields of a form; what has none there, to the whole."""
    for one in held.found[:_MOST_NAMED]:
        field = one.spot.field.split(":")[0]  # 「file:表一!B3」 is said at the file
        form.add_error(field if field in form.fields else None, one.message)
    form.add_error(None, NEXT_STEP)
