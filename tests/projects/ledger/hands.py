"""Filling in the ledger's forms as a person would."""

from django.urls import reverse

from projects.models import FundEntry
from tests.admin import shown_in
from tests.factories import CommunityOrganisationFactory, FunderFactory, ProjectFactory


def line(**changes) -> dict:
    return {
        "project": ProjectFactory(public=True).pk,
        "kind": "received",
        "amount": "1200.50",
        "date": "2024-06-15",
        "provider": FunderFactory().pk,
        "receiver": CommunityOrganisationFactory().pk,
        "note": "首笔",
        "on_behalf_of": "",
    } | changes


def enter(client, **changes):
    return client.post(reverse("ledger_enter"), line(**changes))


def act(client, step: str, entry: FundEntry, **facts):
    return client.post(reverse(f"ledger_{step}", args=[entry.pk]), {"seen": entry.version} | facts)


def url_of(entry: FundEntry) -> str:
    return reverse("ledger_modeladmin_inspect", args=[entry.pk])


def correct(client, entry: FundEntry, **changes):
    """Corrects a line on the form as it stands now."""
    url = reverse("ledger_correct", args=[entry.pk])
    return client.post(url, line(project=entry.project.pk, **changes) | shown_in(client, url))
