"""Two people saving the same record: child rows added, changed and taken away by either."""

import pytest

from tests.admin import chosen, filled_in, words
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    ChecklistItemFactory,
    PairingContactFactory,
    UnitFactory,
)

from .registers import opened, radio

pytestmark = pytest.mark.django_db


def test_fields_of_one_child_row_are_decided_apart(client, other):
    contact = PairingContactFactory(name="演示联络员07", post="联络员", phone="13800000000")
    url = opened("pairing", contact.pairing)
    mine = filled_in(client, url, contacts__0__phone="13911112222")
    other.post(url, filled_in(other, url, contacts__0__post="书记"))
    page = client.post(url, mine)
    assert "联系人" in words(page)
    assert "演示联络员07" in words(page)
    assert radio(f"contacts:{contact.pk}:phone", "mine", checked=True) in words(page)
    assert radio(f"contacts:{contact.pk}:post", "theirs", checked=True) in words(page)
    assert chosen(client, url, page).status_code == 302
    contact.refresh_from_db()
    assert (contact.post, contact.phone) == ("书记", "13911112222")


def rows(n: int, *given: dict, initial: int = 0) -> dict:
    data = {"parties__TOTAL_FORMS": n, "parties__INITIAL_FORMS": initial}
    for i, row in enumerate(given):
        for name, value in ({"id": "", "DELETE": ""} | row).items():
            data[f"parties__{i}__{name}"] = value
    return data


def test_rows_added_by_both_are_all_kept(client, other):
    agreement, my, their, same = AgreementFactory(), UnitFactory(), UnitFactory(), UnitFactory()
    url = opened("agreement", agreement)
    mine = filled_in(client, url, **rows(2, {"organisation": my.pk}, {"organisation": same.pk}))
    other.post(
        url, filled_in(other, url, **rows(2, {"organisation": their.pk}, {"organisation": same.pk}))
    )
    page = client.post(url, mine)
    assert "新增的" in words(page)
    assert chosen(client, url, page).status_code == 302
    assert {p.organisation for p in agreement.parties.all()} == {my, their, same}
    assert agreement.parties.count() == 3


def test_a_row_one_removed_and_one_changed_is_asked(client, other):
    party = AgreementPartyFactory()
    url, new = opened("agreement", party.agreement), UnitFactory()
    mine = filled_in(client, url, parties__0__organisation=new.pk)
    other.post(url, filled_in(other, url, parties__0__DELETE="on"))
    page = client.post(url, mine)
    assert "没有这一行" in words(page)
    key = f"parties__{party.pk}"
    assert chosen(client, url, page).status_code == 409
    assert chosen(client, url, page, **{key: "mine"}).status_code == 302
    assert party.agreement.parties.get().organisation == new


def test_a_row_removed_by_the_other_stays_removed_if_so_chosen(client, other):
    party = AgreementPartyFactory()
    url = opened("agreement", party.agreement)
    mine = filled_in(client, url, title="改了名称的协议")
    other.post(url, filled_in(other, url, parties__0__DELETE="on"))
    assert chosen(client, url, client.post(url, mine)).status_code == 302
    party.agreement.refresh_from_db()
    assert party.agreement.title == "改了名称的协议"
    assert not party.agreement.parties.exists()


def test_a_row_i_removed_is_asked_where_the_other_changed_it(client, other):
    party, new = AgreementPartyFactory(), UnitFactory()
    url = opened("agreement", party.agreement)
    mine = filled_in(client, url, parties__0__DELETE="on")
    other.post(url, filled_in(other, url, parties__0__organisation=new.pk))
    page = client.post(url, mine)
    assert chosen(client, url, page).status_code == 409
    assert chosen(client, url, page, **{f"parties__{party.pk}": "mine"}).status_code == 302
    assert not party.agreement.parties.exists()


def test_a_child_row_changed_on_a_screen_of_its_own_is_noticed_on_the_form_of_its_record(
    client, other
):
    item = ChecklistItemFactory(title="走访")
    url = opened("programme_year", item.programme_year)
    mine = filled_in(client, url, checklist_name="五个一")
    other.post(
        opened("checklist_item", item),
        filled_in(other, opened("checklist_item", item), title="走访慰问"),
    )
    page = client.post(url, mine)
    assert page.status_code == 409
    assert "走访慰问" in words(page)
    assert chosen(client, url, page).status_code == 302
    item.refresh_from_db()
    assert item.title == "走访慰问"
