"""Needs that a person can claim for the own organisation, or assign to another."""

from typing import Any

from partners.models import Claim, ListItem
from partners.workspace.writing.forms import Writer


def claimable(writer: Writer) -> Any:
    """Needs the person can claim or assign now, except those the own organisation claimed."""
    rows = ListItem.objects.all()
    rows = rows.filter(rows.claimed_by(writer.scope)).select_related("organisation", "division")
    if writer.organisation is None:
        return rows
    mine = Claim.objects.standing().filter(organisation=writer.organisation).values("item")
    return rows.exclude(pk__in=mine).exclude(organisation=writer.organisation)
