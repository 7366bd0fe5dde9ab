"""How records are found by a word: by number, by any name of the organisations, by place.

One rule for the admin's lists and choosers. Each takes rows and a word and returns those rows in
which the word is found; several words are asked one after the other.
"""

from django.db.models import Q, QuerySet

from partners.models import Organisation
from portal.finding import understood


def _named(word: str) -> QuerySet:
    """Keys of the organisations that go or went by a name with `word` in it."""
    return Organisation.objects.named(word).order_by().values("pk")


def meant(word: str) -> QuerySet:
    """Keys of the organisations that `word` names, or means in another script or by its sound.

    For records that the search does not know themselves; others are understood by found_in.
    """
    keys = understood(Organisation, word)
    return (
        _named(word)
        if keys is None
        else Organisation.objects.filter(Q(pk__in=_named(word)) | Q(pk__in=keys))
        .order_by()
        .values("pk")
    )


def find_divisions(rows: QuerySet, word: str) -> QuerySet:
    """By code (from its beginning), name, or the names of the places above."""
    return rows.filter(
        Q(code__startswith=word) | Q(full_name__icontains=word) | Q(name__icontains=word)
    )


def find_organisations(rows: QuerySet, word: str) -> QuerySet:
    """By number, any name past or present, or place."""
    return rows.filter(
        Q(pk__in=_named(word)) | Q(number__icontains=word) | Q(division__full_name__icontains=word)
    )


def find_pairings(rows: QuerySet, word: str) -> QuerySet:
    """By number or any name of either side."""
    named = _named(word)
    return rows.filter(
        Q(number__icontains=word) | Q(unit_side__in=named) | Q(community_side__in=named)
    )


def find_alliances(rows: QuerySet, word: str) -> QuerySet:
    """By number, name, or any name of a member."""
    members = rows.model._base_manager.filter(members__organisation__in=_named(word))
    return rows.filter(
        Q(number__icontains=word) | Q(name__icontains=word) | Q(pk__in=members.values("pk"))
    )


def find_agreements(rows: QuerySet, word: str) -> QuerySet:
    """By number, title, or any name of a party."""
    signed = rows.model._base_manager.filter(parties__organisation__in=_named(word))
    return rows.filter(
        Q(number__icontains=word) | Q(title__icontains=word) | Q(pk__in=signed.values("pk"))
    )


def find_list_items(rows: QuerySet, word: str) -> QuerySet:
    """By number, title, or any name of the organisation that put it forward."""
    return rows.filter(
        Q(number__icontains=word) | Q(title__icontains=word) | Q(organisation__in=_named(word))
    )


def find_claims(rows: QuerySet, word: str) -> QuerySet:
    """By number, the item's title, or any name of the claiming organisation."""
    return rows.filter(
        Q(number__icontains=word) | Q(item__title__icontains=word) | Q(organisation__in=meant(word))
    )


def find_assignments(rows: QuerySet, word: str) -> QuerySet:
    """By number, name or post of the person, or the place."""
    return rows.filter(
        Q(number__icontains=word)
        | Q(name__icontains=word)
        | Q(post__icontains=word)
        | Q(division__full_name__icontains=word)
    )


def find_memberships(rows: QuerySet, word: str) -> QuerySet:
    """By number, the person's login or name, or any name of the organisation."""
    return rows.filter(
        Q(number__icontains=word)
        | Q(user__username__icontains=word)
        | Q(user__display_name__icontains=word)
        | Q(organisation__in=meant(word))
    )


def find_programme_years(rows: QuerySet, word: str) -> QuerySet:
    """By number, year, or the name of the programme."""
    return rows.filter(
        Q(number__icontains=word) | Q(key__icontains=word) | Q(programme__name__icontains=word)
    )


def find_settings_of_places(rows: QuerySet, word: str) -> QuerySet:
    """What is set for a place, by the name of the place."""
    return rows.filter(division__full_name__icontains=word)


def find_checklist_items(rows: QuerySet, word: str) -> QuerySet:
    """By title or place."""
    return rows.filter(Q(title__icontains=word) | Q(division__full_name__icontains=word))


def find_proxy_entries(rows: QuerySet, word: str) -> QuerySet:
    """By number or title of what was entered, or any name of the organisation."""
    return rows.filter(
        Q(number__icontains=word) | Q(title__icontains=word) | Q(organisation__in=meant(word))
    )


def find_users(rows: QuerySet, word: str) -> QuerySet:
    """By login or the name shown."""
    return rows.filter(Q(username__icontains=word) | Q(display_name__icontains=word))
