"""What a membership opens, in words, read off the very rules that open it.

For each register its queryset is asked what the scope of the membership reaches and changes
(`reached_by`, `changed_by` and the attributes they are made of); who reviews, its moves say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from partners.models import Membership
from partners.models.event import state_words
from partners.moves.move import moves_of
from partners.querysets.scoped import ScopedQuerySet
from partners.scope import Scope, scope_from
from partners.workspace.navigation import GROUPS
from partners.workspace.registers import WorkspaceRegister, registers
from portal.publicity import EVERYTHING, NOTHING

from .register import PEOPLE

_NONE = "—"


@dataclass(frozen=True)
class Right:
    """What a membership opens of one register."""

    subject: str
    sees: str
    changes: str = _NONE
    reviews: str = _NONE


def rights_of(membership: Membership) -> list[tuple[str, list[Right]]]:
    """What the membership opens, by the groups of the navigation; each register is named."""
    scope = scope_from([membership])
    found: dict[str, list[Right]] = {group: [] for group in GROUPS}
    for register in (*registers().values(), PEOPLE):
        found[register.group].append(_right(register, scope))
    return [(group, rights) for group, rights in found.items() if rights]


def where(membership: Membership) -> str:
    """The organisation or the places that a membership is about."""
    scope = scope_from([membership])
    place = membership.organisation.division.full_name
    return f"{place}及其下辖地区" if scope.read else f"{membership.organisation}参与的事项"


def _right(register: WorkspaceRegister, scope: Scope) -> Right:
    rows: Any = register.model._default_manager.all()
    if not (register.is_scoped and isinstance(rows, ScopedQuerySet)):
        return Right(register.label, "全部公开的")
    return Right(
        register.label, _seen(rows, scope), _changed(rows, scope), _reviewed(register.model, scope)
    )


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
    return "；".join(parts) or (_NONE if rows.public_when == NOTHING else "已公开的")


def _changed(rows: Any, scope: Scope) -> str:
    condition = rows.changed_by(scope)
    if condition == NOTHING:
        return _NONE
    asked = dict(_leaves(condition))
    if "entered_by" in asked:
        return _but(rows, "本人录入的")
    parts = []
    if any(name.startswith(rows.place_path) for name in asked):
        parts.append("本地区全部")
    if any(f"{way}__in" in asked for way in rows.entered_for):
        parts.append("为本组织录入的" + _states(rows))
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
        return _NONE
    labels = [move.label for move in moves_of(model).values() if move.by_other]
    return f"{'、'.join(labels)}（本人录入的除外）" if labels else _NONE


def _leaves(condition: Q) -> Iterator[tuple[str, Any]]:
    """Every lookup in a condition with its value."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from _leaves(child)
        elif isinstance(child, tuple):
            yield child
