"""Rules between records that one database row cannot state. Forms, imports and moves ask them.

Each raises ValidationError with messages on the fields that must change.
"""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from partners.models import Pairing


def check_pairing(pairing: "Pairing") -> None:
    """The sides are of kinds the level allows, and a parent of the same year is above both.

    Source: domain brief, Pairing.
    """
    if not (pairing.level_id and pairing.programme_year_id):
        return
    errors: dict[str, str] = {}
    if pairing.level.programme_year_id != pairing.programme_year_id:
        errors["level"] = "请选择同一行动年度的结对层级。"
    errors |= _side_errors(pairing)
    errors |= _parent_errors(pairing)
    if errors:
        raise ValidationError(errors)


def _side_errors(pairing: "Pairing") -> dict[str, str]:
    errors = {}
    for side, kinds in (
        ("unit_side", pairing.level.unit_kinds),
        ("community_side", pairing.level.community_kinds),
    ):
        if getattr(pairing, f"{side}_id") and getattr(pairing, side).kind not in kinds:
            errors[side] = f"{pairing.level}不允许这一类别的组织。"
    return errors


def _parent_errors(pairing: "Pairing") -> dict[str, str]:
    parent = pairing.parent
    if parent is not None:
        broken = next((why for why, is_broken in _parent_checks(pairing, parent) if is_broken), "")
        return {"parent": broken} if broken else {}
    if pairing.level.parent_required and not pairing.no_parent_reason.strip():
        return {"parent": "请选择上级结对；确无上级结对的，请填写理由。"}
    return {}


def _parent_checks(pairing: "Pairing", parent: "Pairing") -> list[tuple[str, bool]]:
    """Each rule about the parent with whether it is broken; the first broken one is shown."""
    return [
        (
            "上级结对须属于同一行动年度。",
            parent.programme_year_id != pairing.programme_year_id,
        ),
        (
            "上级结对的层级须高于本结对。",
            parent.level.rank >= pairing.level.rank,
        ),
        (
            "上级结对的单位须是本结对单位一方的上级。",
            bool(pairing.unit_side_id) and not pairing.unit_side.is_under(parent.unit_side),
        ),
        (
            "上级结对的街道（镇）须是本结对社区（村）的上级。",
            bool(pairing.community_side_id)
            and not pairing.community_side.is_under(parent.community_side),
        ),
    ]
