"""What a membership opens, in words, read off the very rules that open it.

For each register its queryset is asked what the scope of the membership reaches and changes
(`reached_by`, `changed_by` and the attributes they are made of); who reviews, its moves say.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Q

from partners.models import Membership
from partners.models.event import state_words
from partners.moves.move import moves_of
from partners.querysets.scoped import ScopedQuerySet
from partners.scope import Scope, scope_from
from partners.workspace.registers import WorkspaceRegister, places, registers
from portal.publicity import EVERYTHING, NOTHING

from .register import PEOPLE

#: Stands where a membership opens nothing.
NONE = "—"


class Right(NamedTuple):
    """What a membership opens of the registers named, in words."""

    subjects: tuple[str, ...]
    sees: str
    changes: str = NONE
    reviews: str = NONE


def rights_of(membership: Membership) -> list[Right]:
    """What the membership opens: every register and screen, those with the same rights together."""
    scope = scope_from([membership])
    alike: dict[tuple[str, ...], list[str]] = {}
    for register in (*registers().values(), PEOPLE):
        alike.setdefault(_right(register, scope), []).append(register.label)
    for place in places():
        if place.label != PEOPLE.label:
            opened = "可以打开" if place.is_for(scope) else NONE
            alike.setdefault((opened, NONE, NONE), []).append(place.label)
    return [Right(tuple(subjects), *words) for words, subjects in alike.items()]


def where(membership: Membership) -> str:
    """The organisation or the places that a membership is about."""
    scope = scope_from([membership])
    place = membership.organisation.division.full_name
    return f"{place}及其下辖地区" if scope.read else f"{membership.organisation}参与的事项"


def _right(register: WorkspaceRegister, scope: Scope) -> tuple[str, str, str]:
    rows: Any = register.model._default_manager.all()
    if not (register.is_scoped and isinstance(rows, ScopedQuerySet)):
        return "全部公开的", NONE, NONE
    return _seen(rows, scope), _changed(rows, scope), _reviewed(register.model, scope)


def _seen(rows: Any, scope: Scope) -> str:
    if rows.public_when == EVERYTHING:
        return "全部"
    parts = []
    if rows.in_places(scope.read) != NOTHING:
        parts.append("本地区全部")
    if rows.party_to(scope.organisations) != NOTHING:
        whole = rows.met_when == EVERYTHING
        parts.append("本组织参与的" if whole else "本组织参与的，他方未提交的除外")
    if "user" in dict(_leaves(rows.reached_by(scope))):
        parts.append("本人的")
    return "；".join(parts) or (NONE if rows.public_when == NOTHING else "已公开的")


def _changed(rows: Any, scope: Scope) -> str:
    condition = rows.changed_by(scope)
    if condition == NOTHING:
        return NONE
    asked = dict(_leaves(condition))
    if "entered_by" in asked:
        return _but(rows, "本人录入的")
    parts = []
    if any(name.startswith(rows.place_path) for name in asked):
        parts.append("本地区全部")
    if rows.authored_by(scope.organisations) != NOTHING:
        whose = "为本组织录入的" if rows.entered_for else "本组织牵头或配合的"
        parts.append(whose + _states(rows))
    return _but(rows, "；".join(parts))


def _states(rows: Any) -> str:
    """The states in which a liaison may change an entry, where it depends on one."""
    said = []
    for name, values in _leaves(rows.liaison_changes_when):
        words = state_words(rows.model, name.removesuffix("__in"))
        several = values if isinstance(values, tuple | list | frozenset | set) else [values]
        said += [words.get(value, str(value)) for value in several]
    return f"（{'、'.join(said)}时）" if said else ""


def _but(rows: Any, words: str) -> str:
    return f"{words}；{rows.why_unchangeable}" if rows.why_unchangeable else words


def _reviewed(model: Any, scope: Scope) -> str:
    """The moves that somebody else than the author makes, for who steers the place."""
    if not scope.steered:
        return NONE
    labels = [move.label for move in moves_of(model).values() if move.by_other]
    return f"{'、'.join(labels)}（本人录入的除外）" if labels else NONE


def _leaves(condition: Q) -> Iterator[tuple[str, Any]]:
    """Every lookup in a condition with its value."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from _leaves(child)
        elif isinstance(child, tuple):
            yield child
