"""A record of every kind is found by what it now says, whichever way it was changed."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest
from wagtail.models import Page, PageViewRestriction

from partners.moves.pairing import sign, terminate
from search.sources import KINDS
from tests.factories import (
    ActivityFactory,
    AdministratorFactory,
    AgreementFactory,
    AllianceFactory,
    CommunityFactory,
    ListItemFactory,
    PairingFactory,
    ProjectFactory,
    UnitFactory,
    UpdateFactory,
)
from tests.factories.pages import column, notice, standard, story
from tests.search.entries import entry_of, is_public, matching, said_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


class Way(NamedTuple):
    """A public record of a kind, and how to give it the word 「银杏」 in its own fields."""

    make: Callable[[], Any]
    field: str


WAYS = {
    "case": Way(lambda: story("旧题"), "title"),
    "project": Way(lambda: ProjectFactory(public=True), "name"),
    "update": Way(lambda: UpdateFactory(approved=True), "title"),
    "place": Way(CommunityFactory, "name"),
    "organisation": Way(UnitFactory, "name"),
    "pairing": Way(lambda: PairingFactory(signed=True), "summary"),
    "alliance": Way(lambda: AllianceFactory(approved=True), "name"),
    "agreement": Way(lambda: AgreementFactory(approved=True), "title"),
    "activity": Way(lambda: ActivityFactory(confirmed=True), "title"),
    "list_item": Way(lambda: ListItemFactory(approved=True), "title"),
    "notice": Way(lambda: notice("旧题"), "title"),
    "page": Way(lambda: standard("旧题"), "title"),
}

NEW = "银杏新称"

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)


@every_kind
def test_saved_record_is_found_by_its_new_words(kind):
    record = WAYS[kind.key].make()
    assert NEW not in said_of(record)
    setattr(record, WAYS[kind.key].field, NEW)
    record.save()
    assert NEW in said_of(record)
    assert matching(NEW, kind=kind.key) == {entry_of(record).pk}


@every_kind
def test_record_changed_in_bulk_is_found_by_its_new_words(kind):
    record = WAYS[kind.key].make()
    assert NEW not in said_of(record)
    # Of an organisation and of a page another column is written beside the one of the name.
    field = {"organisation": "summary", "place": "short_name"}.get(kind.key, WAYS[kind.key].field)
    kind.model.objects.filter(pk=record.pk).update(**{field: NEW})
    assert NEW in said_of(record)


@every_kind
def test_record_changed_by_bulk_update_is_found_by_its_new_words(kind):
    record = WAYS[kind.key].make()
    assert NEW not in said_of(record)
    field = {"organisation": "summary", "place": "short_name"}.get(kind.key, WAYS[kind.key].field)
    if issubclass(kind.model, Page) and field == "title":
        field = "summary"  # bulk_update writes one table
    setattr(record, field, NEW)
    kind.model.objects.bulk_update([record], [field])
    assert NEW in said_of(record)


@every_kind
@pytest.mark.parametrize("in_bulk", [False, True], ids=["alone", "in bulk"])
def test_deleted_record_leaves_no_entry(kind, in_bulk):
    record = WAYS[kind.key].make()
    entry = entry_of(record)
    key = record.pk
    if kind.key == "organisation":
        record.names.all().delete()
    kind.model.objects.filter(pk=key).delete() if in_bulk else record.delete()
    record.pk = key
    assert entry_of(record) is None
    assert entry.pk not in matching(entry.words.title)


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if not issubclass(kind.model, Page)], ids=lambda kind: kind.key
)
def test_records_created_in_bulk_are_found(kind):
    given = WAYS[kind.key].make()
    said_of(given)
    copy = kind.model.objects.get(pk=given.pk)
    copy.pk = None
    setattr(copy, WAYS[kind.key].field, NEW)
    for unique in ("number", "code"):
        if hasattr(copy, unique):
            setattr(copy, unique, f"{getattr(copy, unique)[:7]}-900001")
    if kind.key == "place":
        copy.path = copy.path[:-4] + "9000"
        copy.short_name = NEW
    if kind.key == "pairing":
        copy.unit_side = UnitFactory()
    kind.model.objects.bulk_create([copy])
    assert NEW in said_of(copy)


MOVES: dict[str, tuple[Callable[[], Any], Callable[[Any], Any], bool]] = {
    "signed": (
        PairingFactory,
        lambda p: sign(p, by=AdministratorFactory(), on=date(2024, 3, 1)),
        True,
    ),
    "terminated": (
        lambda: PairingFactory(active=True),
        lambda p: terminate(p, by=AdministratorFactory(), on=p.start_on, reason="撤并"),
        False,
    ),
    "unpublished": (lambda: story("旧题"), lambda page: page.unpublish(), False),
    "published": (
        lambda: story("旧题", live=False),
        lambda page: page.save_revision().publish(),
        True,
    ),
    "unpublished as a mere page": (
        lambda: notice("旧题"),
        lambda page: Page.objects.get(pk=page.pk).unpublish(),
        False,
    ),
    "made private": (
        lambda: story("旧题"),
        lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
        False,
    ),
    "its column made private": (
        lambda: story("旧题"),
        lambda page: PageViewRestriction.objects.create(page=column(), restriction_type="login"),
        False,
    ),
}


@pytest.mark.parametrize(("make", "move", "after"), MOVES.values(), ids=MOVES)
def test_move_of_state_shows_or_hides_the_entry(make, move, after):
    record = make()
    assert is_public(record) is not after
    move(record)
    assert is_public(record) is after


def test_page_opened_again_is_public_again():
    page = notice("旧题")
    restriction = PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    )
    assert not is_public(page)
    restriction.delete()
    assert is_public(page)
