"""Conditions for database constraints that more than one register needs."""

from django.db.models import Q


def exactly_one(*fields: str) -> Q:
    """Exactly one of the foreign keys `fields` is set."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return condition
