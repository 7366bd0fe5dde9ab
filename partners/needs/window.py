"""The priority window of a need: for a time the unit paired with the community meets it first.

Source: domain brief, List item.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from partners.models import ListItem, Organisation, Pairing

#: How long it lasts, unless a department says otherwise.
PRIORITY_DAYS = 15


def partners_of(organisation: Organisation) -> Any:
    """Keys of the units paired with the organisation, or with a place at or above its own."""
    paired = Pairing.objects.in_force_with(organisation, organisation.division)
    return paired.order_by().values_list("unit_side", flat=True)


def begin_window(need: ListItem) -> None:
    """Begin it today, as the need is taken up; without a partner there is nobody to be first.

    A day that somebody set before and that is still ahead stays.
    """
    today = timezone.localdate()
    if need.priority_until and need.priority_until >= today:
        return
    has_partner = partners_of(need.organisation).exists()
    need.priority_until = today + timedelta(days=PRIORITY_DAYS) if has_partner else None
