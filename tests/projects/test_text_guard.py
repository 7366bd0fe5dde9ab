"""Every way in which words of a record are handed in or made public stops at every kind."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Event, HeldText
from partners.moves.list_item import answer
from partners.moves.move import MOVES
from partners.moves.pairing import sign
from partners.moves.review import approve, return_, submit
from portal.text_guard import Kind
from portal.text_guard.holding import TextHeld
from projects.ledger import bookkeeping
from projects.models import FundEntry
from projects.moves import confirm, resubmit
from tests.factories import (
    ActivityFactory,
    ActivityPhotoFactory,
    AfterCareFactory,
    AgreementFactory,
    AllianceFactory,
    AuthorFactory,
    CommunityOrganisationFactory,
    FundEntryFactory,
    FunderFactory,
    ListItemFactory,
    MilestoneFactory,
    OutcomeFactory,
    PairingContactFactory,
    PairingFactory,
    ProjectFactory,
    ReviewerFactory,
    UpdateFactory,
    UpdatePhotoFactory,
)
from tests.factories.held import MOBILE, WORDS

pytestmark = pytest.mark.django_db
DAY = date(2024, 7, 1)


def author():
    return AuthorFactory()


def reviewer():
    return ReviewerFactory()


def line(text):
    return FundEntry(
        project=ProjectFactory(public=True),
        kind="received",
        provider=FunderFactory(),
        receiver=CommunityOrganisationFactory(),
        amount=Decimal("1.00"),
        date=DAY,
        note=text,
    )


def with_photo(text):
    update = UpdateFactory()
    UpdatePhotoFactory(update_record=update, caption=text)
    return update


def with_activity_photo(text):
    activity = ActivityFactory()
    ActivityPhotoFactory(activity=activity, caption=text)
    return activity


def with_child(factory, **fields):
    project = ProjectFactory()
    factory(project=project, **fields)
    return project


def with_contact(text):
    pairing = PairingFactory()
    PairingContactFactory(pairing=pairing, post=text, is_public=True)
    return pairing


#: Way to an act that is given words and must stop at them.
WAYS = {
    "update handed in": lambda t: submit(UpdateFactory(text=t), by=author()),
    "update approved": lambda t: approve(UpdateFactory(text=t, submitted=True), by=reviewer()),
    "title": lambda t: submit(UpdateFactory(title=t), by=author()),
    "caption": lambda t: submit(with_photo(t), by=author()),
    "project": lambda t: submit(ProjectFactory(summary=t), by=author()),
    "milestone": lambda t: submit(with_child(MilestoneFactory, title=t), by=author()),
    "after-care": lambda t: submit(with_child(AfterCareFactory, task=t), by=author()),
    "outcome": lambda t: submit(with_child(OutcomeFactory, source=t), by=author()),
    "alliance": lambda t: submit(AllianceFactory(summary=t), by=author()),
    "agreement": lambda t: submit(AgreementFactory(summary=t), by=author()),
    "need": lambda t: submit(ListItemFactory(description=t), by=author()),
    "deliberation": lambda t: submit(ListItemFactory(deliberation_result=t), by=author()),
    "answer": lambda t: answer(
        ListItemFactory(approved=True, stage="handling"), by=reviewer(), reason=t
    ),
    "review": lambda t: approve(UpdateFactory(submitted=True), by=reviewer(), reason=t),
    "pairing": lambda t: sign(PairingFactory(summary=t), by=author(), on=DAY),
    "public contact": lambda t: sign(with_contact(t), by=author(), on=DAY),
    "activity confirmed": lambda t: confirm(ActivityFactory(text=t), by=reviewer()),
    "activity photo": lambda t: confirm(with_activity_photo(t), by=reviewer()),
    "activity again": lambda t: resubmit(ActivityFactory(text=t, disputed=True), by=author()),
    "line entered": lambda t: bookkeeping.enter(line(t), by=author()),
    "line corrected": lambda t: bookkeeping.correct(FundEntryFactory(), by=author(), note=t),
    "line verified": lambda t: bookkeeping.verify(FundEntryFactory(note=t), by=reviewer()),
    "line reversed": lambda t: bookkeeping.reverse(
        FundEntryFactory(verified=True), by=reviewer(), on=DAY, reason=t
    ),
}


@pytest.mark.parametrize("kind", WORDS)
@pytest.mark.parametrize("way", WAYS)
def test_every_way_stops_at_every_kind(way, kind):
    text, masked = WORDS[kind]
    with pytest.raises(TextHeld) as held:
        WAYS[way](text)
    assert masked in held.value.messages[0]
    assert not Event.objects.exists()
    assert kind in HeldText.objects.values_list("kind", flat=True)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_lets_a_report_of_a_gift_pass(way):
    WAYS[way]("收到捐赠物资 25 件，已登记。")
    assert not HeldText.objects.exists()


def test_moves_that_hand_in_or_publish_are_these():
    guarded = {move.name for moves in MOVES.values() for move in moves.values() if move.publishes}
    assert guarded == {"submit", "approve", "sign", "answer", "confirm", "resubmit"}


def test_a_return_may_quote_what_was_wrong():
    return_(UpdateFactory(text=MOBILE, submitted=True), by=ReviewerFactory(), reason=MOBILE)
    assert not HeldText.objects.exists()


def test_what_is_private_by_design_is_not_looked_at():
    pairing = PairingFactory()
    PairingContactFactory(pairing=pairing, phone="13800138000", is_public=True)
    PairingContactFactory(pairing=pairing, post=MOBILE, is_public=False)
    sign(pairing, by=AuthorFactory(), on=DAY)
    assert pairing.status == "signed"


@pytest.mark.postgresql
def test_a_stopped_line_leaves_nothing_but_the_held_text():
    with pytest.raises(TextHeld):
        bookkeeping.enter(line(MOBILE), by=AuthorFactory())
    assert not FundEntry.objects.exists()
    row = HeldText.objects.get()
    assert (row.kind, row.record_id, row.field) == (Kind.MOBILE, None, "note")
    assert row.division is not None


def queries_of_handing_in(photos: int) -> int:
    update, by = UpdateFactory(), AuthorFactory()
    for _ in range(photos):
        UpdatePhotoFactory(update_record=update, caption="现场查看")
    with CaptureQueriesContext(connection) as queries:
        submit(update, by=by)
    return len(queries)


def test_looking_costs_the_same_for_more_rows():
    queries_of_handing_in(0)  # content types are read once
    assert queries_of_handing_in(1) == queries_of_handing_in(3)
