"""Two people saving the same record: the second sees both versions, and decides field by field."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.models import Event, ListCategory
from tests.admin import chosen, filled_in, told, words
from tests.factories import ListCategoryFactory, OrganisationFactory, PairingFactory, UnitFactory

from .registers import opened, radio

pytestmark = pytest.mark.django_db


def test_nothing_is_written_and_both_versions_stand_side_by_side(client, other):
    pairing = PairingFactory()
    url = opened("pairing", pairing)
    mine = filled_in(client, url, end_on="2024-09-30", no_parent_reason="我填写的理由")
    other.post(url, filled_in(other, url, end_on="2024-10-31"))
    answer = client.post(url, mine)
    page = words(answer)
    assert answer.status_code == 409
    pairing.refresh_from_db()
    assert (pairing.end_on, pairing.no_parent_reason) == (date(2024, 10, 31), "")
    assert "2024-12-31" in page  # as it was
    assert "2024-10-31" in page
    assert "2024-09-30" in page
    assert "我填写的理由" in page
    event = Event.objects.of(pairing).get()
    assert f"{event.actor}于 {timezone.localtime(event.at):%m-%d %H:%M} 修改" in page


def test_what_only_one_changed_is_chosen_already_and_what_both_changed_is_not(client, other):
    pairing = PairingFactory()
    url = opened("pairing", pairing)
    mine = filled_in(client, url, end_on="2024-09-30", no_parent_reason="我填写的理由")
    other.post(url, filled_in(other, url, end_on="2024-10-31", start_on="2024-02-01"))
    page = words(client.post(url, mine))
    assert radio("no_parent_reason", "mine", checked=True) in page
    assert radio("start_on", "theirs", checked=True) in page
    assert radio("end_on", "mine") in page
    assert radio("end_on", "theirs") in page
    assert page.count('conflict__entry"') == 3  # what nobody changed is not asked


@pytest.mark.parametrize(
    ("side", "day"), [("mine", date(2024, 9, 30)), ("theirs", date(2024, 10, 31))]
)
def test_it_is_saved_as_chosen(client, other, side, day):
    pairing = PairingFactory()
    url = opened("pairing", pairing)
    mine = filled_in(client, url, end_on="2024-09-30", no_parent_reason="我填写的理由")
    other.post(url, filled_in(other, url, end_on="2024-10-31", start_on="2024-02-01"))
    answer = chosen(client, url, client.post(url, mine), end_on=side)
    assert answer.status_code == 302
    pairing.refresh_from_db()
    assert pairing.end_on == day
    assert pairing.start_on == date(2024, 2, 1)
    assert pairing.no_parent_reason == "我填写的理由"
    assert pairing.version == 3


def test_without_a_choice_where_one_is_needed_nothing_is_saved(client, other):
    pairing = PairingFactory()
    url = opened("pairing", pairing)
    mine = filled_in(client, url, end_on="2024-09-30", no_parent_reason="我填写的理由")
    other.post(url, filled_in(other, url, end_on="2024-10-31"))
    again = chosen(client, url, client.post(url, mine), no_parent_reason="theirs")
    assert again.status_code == 409
    page = words(again)
    assert "还有内容没有选择" in page
    assert radio("no_parent_reason", "theirs", checked=True) in page  # what was chosen stays
    assert chosen(client, url, again, end_on="mine", no_parent_reason="mine").status_code == 302
    pairing.refresh_from_db()
    assert (pairing.end_on, pairing.no_parent_reason) == (date(2024, 9, 30), "我填写的理由")


def test_a_third_save_in_between_is_shown_again_with_what_was_chosen(client, other):
    pairing = PairingFactory()
    url = opened("pairing", pairing)
    mine = filled_in(client, url, end_on="2024-09-30")
    other.post(url, filled_in(other, url, end_on="2024-10-31", start_on="2024-02-01"))
    first = client.post(url, mine)
    other.post(url, filled_in(other, url, end_on="2024-11-30"))
    second = chosen(client, url, first, end_on="mine")
    assert second.status_code == 409
    assert "2024-11-30" in words(second)
    pairing.refresh_from_db()
    assert pairing.end_on == date(2024, 11, 30)
    assert chosen(client, url, second, end_on="mine").status_code == 302
    pairing.refresh_from_db()
    assert (pairing.end_on, pairing.start_on) == (date(2024, 9, 30), date(2024, 2, 1))


def test_the_form_can_be_filled_as_chosen_and_written_on(client, other):
    pairing = PairingFactory()
    url = opened("pairing", pairing)
    mine = filled_in(client, url, no_parent_reason="我填写的理由")
    other.post(url, filled_in(other, url, end_on="2024-10-31", no_parent_reason="对方的理由"))
    form = chosen(
        client, url, client.post(url, mine), button="fill_as_chosen", no_parent_reason="mine"
    )
    page = words(form)
    assert form.status_code == 200
    assert "已按您的选择填好，尚未保存" in page
    assert 'value="2024-10-31"' in page
    assert "我填写的理由" in page
    pairing.refresh_from_db()
    assert pairing.no_parent_reason == "对方的理由"


def test_a_form_sent_eight_times_saves_once_and_asks_nobody(client):
    pairing = PairingFactory()
    url = opened("pairing", pairing)
    form = filled_in(client, url, end_on="2024-10-31")
    answers = [client.post(url, form) for _ in range(8)]
    assert {answer.url for answer in answers} == {reverse("pairing:inspect", args=[pairing.pk])}
    pairing.refresh_from_db()
    assert pairing.version == 2
    assert Event.objects.of(pairing).count() == 1


def test_a_move_in_between_is_shown_before_anything_is_saved(client, other):
    pairing = PairingFactory(signed=True)
    url = opened("pairing", pairing)
    mine = filled_in(client, url, no_parent_reason="我填写的理由")
    other.post(reverse("pairing:move", args=[pairing.pk, "start"]), {"on_behalf_of": ""})
    page = client.post(url, mine)
    assert page.status_code == 409
    assert Event.objects.of(pairing).get().label in words(page)
    assert chosen(client, url, page).status_code == 302
    pairing.refresh_from_db()
    assert (pairing.no_parent_reason, pairing.status) == ("我填写的理由", "active")


@pytest.mark.parametrize("wrong", ["", "abc", "长" * 300_000])
def test_where_nobody_knows_what_was_shown_every_difference_is_asked(client, wrong):
    pairing = PairingFactory()
    url = opened("pairing", pairing)
    page = client.post(url, filled_in(client, url, end_on="2024-10-31", shown=wrong))
    assert page.status_code == 409
    assert "您打开时" not in words(page)
    assert radio("end_on", "mine") in words(page)
    assert chosen(client, url, page).status_code == 409
    assert chosen(client, url, page, end_on="mine").status_code == 302


def test_what_another_record_showed_says_nothing(client):
    pairing, another = PairingFactory(), PairingFactory()
    url = opened("pairing", pairing)
    foreign = filled_in(client, opened("pairing", another))["shown"]
    data = filled_in(client, url, end_on="2024-10-31") | {"shown": foreign}
    assert client.post(url, data).status_code == 409


def test_what_cannot_be_read_is_shown_as_typed_and_told_once_chosen(client, other):
    pairing = PairingFactory()
    url = opened("pairing", pairing)
    mine = filled_in(client, url, end_on="下月底")
    other.post(url, filled_in(other, url, end_on="2024-10-31"))
    page = client.post(url, mine)
    assert "下月底" in words(page)
    form = chosen(client, url, page, end_on="mine")
    assert form.status_code == 200
    assert "未能保存" in told(form)
    assert "下月底" in words(form)


def test_choosers_and_long_texts_are_shown_in_words(client, other):
    parents = UnitFactory(name="市水务集团"), UnitFactory(name="市教育局")
    organisation = OrganisationFactory(parent=None)
    url = opened("organisation", organisation)
    mine = filled_in(client, url, parent=parents[0].pk, summary="长" * 90)
    other.post(url, filled_in(other, url, parent=parents[1].pk, summary="短"))
    page = words(client.post(url, mine))
    assert "市水务集团" in page
    assert "市教育局" in page
    assert "conflict__entry--long" in page


def test_vocabulary_which_has_no_version_is_guarded_by_what_it_says(client, other):
    category = ListCategoryFactory(name="养老", position=3)
    url = opened("list_category", category)
    mine = filled_in(client, url, name="养老助餐")
    other.post(url, filled_in(other, url, position="7"))
    page = client.post(url, mine)
    assert page.status_code == 409
    assert chosen(client, url, page).status_code == 302
    category.refresh_from_db()
    assert (category.name, category.position) == ("养老助餐", 7)
    assert ListCategory.objects.filter(pk=category.pk).exists()
