"""How projects and what belongs to them are found by a word; see partners.finding."""

from django.db.models import Q, QuerySet

from partners.finding import meant
from partners.models import Agreement, Alliance, Organisation, Pairing


def _named(word: str) -> QuerySet:
    return Organisation.objects.named(word).order_by().values("pk")


def _pairings_of(word: str) -> QuerySet:
    named = _named(word)
    sides = Q(unit_side__in=named) | Q(community_side__in=named)
    return Pairing.objects.filter(sides | Q(number__icontains=word)).order_by().values("pk")


def find_projects(rows: QuerySet, word: str) -> QuerySet:
    """By number, name, place in words, or any name of a participant."""
    taking_part = rows.model._base_manager.filter(participants__organisation__in=_named(word))
    return rows.filter(
        Q(number__icontains=word)
        | Q(name__icontains=word)
        | Q(place_text__icontains=word)
        | Q(pk__in=taking_part.values("pk"))
    )


def find_updates(rows: QuerySet, word: str) -> QuerySet:
    """By number, title, the project's name or number, or any name of the author organisation."""
    return rows.filter(
        Q(number__icontains=word)
        | Q(title__icontains=word)
        | Q(project__name__icontains=word)
        | Q(project__number__icontains=word)
        | Q(organisation__in=_named(word))
    )


def find_activities(rows: QuerySet, word: str) -> QuerySet:
    """By number, title, place, or what it belongs to (sides of the pairing by any name)."""
    return rows.filter(
        Q(number__icontains=word)
        | Q(title__icontains=word)
        | Q(place_text__icontains=word)
        | Q(pairing__in=_pairings_of(word))
        | Q(alliance__in=Alliance.objects.order_by().filter(name__icontains=word))
        | Q(agreement__in=Agreement.objects.order_by().filter(title__icontains=word))
    )


def find_outcomes(rows: QuerySet, word: str) -> QuerySet:
    """By measure, source, or the project, alliance or agreement it stands on."""
    return rows.filter(
        Q(measure__name__icontains=word)
        | Q(source__icontains=word)
        | Q(project__name__icontains=word)
        | Q(alliance__name__icontains=word)
        | Q(agreement__title__icontains=word)
    )


def find_fund_entries(rows: QuerySet, word: str) -> QuerySet:
    """By number, note, the project's name or number, or any name of provider or receiver."""
    named = meant(word)
    return rows.filter(
        Q(number__icontains=word)
        | Q(note__icontains=word)
        | Q(project__name__icontains=word)
        | Q(project__number__icontains=word)
        | Q(provider__in=named)
        | Q(receiver__in=named)
    )
