"""Where a membership stands today, in a word."""

from typing import NamedTuple

from django import template
from django.utils import timezone

from partners.models import Membership

register = template.Library()


class Standing(NamedTuple):
    """The word and its tone."""

    words: str
    tone: str


@register.filter
def standing(membership: Membership) -> Standing:
    """In force, not begun, or ended."""
    today = timezone.localdate()
    if membership.is_current(today):
        return Standing("在任", "done")
    return Standing("未到任", "wait") if membership.since > today else Standing("已结束", "")
