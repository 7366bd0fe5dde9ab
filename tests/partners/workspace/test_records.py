"""The page of a record: all of it for who reaches it, a reason or a 404 for others."""

import re

import pytest
from django.urls import reverse

from partners.events import record_event
from partners.permissions import OUT_OF_SCOPE
from partners.workspace.facts import UNSEEN
from partners.workspace.registers import register_of, registers
from tests.admin import words
from tests.factories import (
    ActivityFactory,
    ListItemFactory,
    MilestoneFactory,
    PairingContactFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    ProxyEntryFactory,
    UpdatePhotoFactory,
)
from tests.factories.cast import HIDDEN, SHOWN

pytestmark = pytest.mark.django_db


def address(record):
    return register_of(type(record)).url_of(record)


@pytest.mark.parametrize("name", HIDDEN)
def test_record_that_is_not_public_opens_in_scope_and_is_unknown_elsewhere(cast, at_desk, name):
    url = address(HIDDEN[name](cast.parties["own"]))
    assert at_desk("east").get(url).status_code == 200
    assert at_desk("auditor").get(url).status_code == 200
    assert at_desk("west").get(url).status_code == 404
    assert at_desk("editor").get(url).status_code == 403  # has no membership at all


@pytest.mark.parametrize("name", SHOWN)
def test_public_record_out_of_scope_is_refused_with_the_reason(cast, at_desk, name):
    record = SHOWN[name](cast.parties["own"])
    response = at_desk("west").get(address(record))
    assert response.status_code == 403
    assert OUT_OF_SCOPE in words(response)


@pytest.mark.parametrize("key", ["JD-2024-999999", "nothing", "0"])
def test_record_that_is_not_there_is_not_found(at_desk, key):
    for slug in registers():
        assert at_desk("city").get(f"/workspace/{slug}/{key}/").status_code == 404
    assert at_desk("city").get(f"/workspace/nothing/{key}/").status_code == 404


def test_history_tells_who_did_what_and_why(cast, at_desk):
    pairing = HIDDEN["pairing"](cast.parties["own"])
    record_event(
        pairing,
        "sign",
        "签约",
        by=cast.people["east"],
        field="status",
        from_state="proposed",
        to_state="signed",
    )
    record_event(
        pairing, "change", "修改", by=cast.people["city"], changes={"summary": ["", "一起修路"]}
    )
    page = words(at_desk("unit").get(address(pairing)))
    assert "拟结对 → 已签约" in page
    assert str(cast.people["east"]) in page
    assert "一起修路" in page


def test_history_is_paged(cast, at_desk):
    pairing = HIDDEN["pairing"](cast.parties["own"])
    for n in range(21):
        record_event(pairing, "change", f"第{n}次修改", by=cast.people["city"])
    client, url = at_desk("unit"), address(pairing)
    assert "第0次修改" not in words(client.get(url))
    assert "第0次修改" in words(client.get(f"{url}?history=2"))
    assert client.get(f"{url}?history=3").status_code == 404


def test_related_record_the_person_may_not_see_is_not_named(cast, at_desk):
    need = ListItemFactory(organisation=cast.parties["far"].community, title="不该看到的需求")
    project = ProjectFactory(division=cast.world.plum, need=need)
    ProjectParticipantFactory(project=project, organisation=cast.parties["own"].unit)
    record_event(
        project, "change", "修改", by=cast.people["city"], changes={"need": [None, need.pk]}
    )
    page = words(at_desk("unit").get(address(project)))
    assert UNSEEN in page
    assert need.title not in page
    assert need.number not in page
    seen = words(at_desk("city").get(address(project)))
    assert need.title in seen
    assert f"/workspace/list-items/{need.number}/" in seen


def test_telephone_numbers_are_for_those_who_keep_the_record(cast, at_desk):
    pairing = HIDDEN["pairing"](cast.parties["own"])
    PairingContactFactory(pairing=pairing, name="演示联络员", phone="13812345678")
    for role, shown in (("unit", False), ("auditor", False), ("east", True)):
        page = words(at_desk(role).get(address(pairing)))
        assert "演示联络员" in page
        assert ("13812345678" in page) is shown, role


def test_page_says_why_the_record_cannot_be_changed(cast, at_desk):
    pairing = HIDDEN["pairing"](cast.parties["own"])
    assert "督导可以查看" in words(at_desk("auditor").get(address(pairing)))
    assert "由组织部门维护" in words(at_desk("unit").get(address(pairing)))


def test_child_rows_and_pictures_stand_on_the_page(cast, at_desk):
    project = HIDDEN["project"](cast.parties["own"])
    MilestoneFactory(project=project, title="管道铺设完成")
    assert "管道铺设完成" in words(at_desk("unit").get(address(project)))
    update = HIDDEN["update"](cast.parties["own"])
    UpdatePhotoFactory(update_record=update, caption="铺设现场")
    page = words(at_desk("unit").get(address(update)))
    assert "铺设现场" in page
    assert "<img" in page


def test_a_need_shows_its_road_to_all_sides_and_a_resource_none(cast, at_desk):
    need = HIDDEN["list_item"](cast.parties["own"])
    offer = ListItemFactory(resource=True, organisation=cast.parties["own"].unit)
    for role in ("community", "street", "auditor"):
        page = words(at_desk(role).get(address(need)))
        assert 'aria-current="step"><span class="stages__label">征集' in page
        assert page.count("stages__stop") == 6
    assert "stages__stop" not in words(at_desk("unit").get(address(offer)))


def test_child_rows_say_nothing_of_their_entry(cast, at_desk):
    claim = HIDDEN["claim"](cast.parties["own"])
    table = words(at_desk("street").get(address(claim.item))).split('<table class="ledger">')[1]
    heads = table.split("</thead>")[0]
    assert "认领组织" in heads
    assert f'<a href="{address(claim)}"><span class="nowrap">{claim.number}</span></a>' in table
    for word in ("录入人", "版本", "更新时间"):
        assert word not in heads


def test_pairing_shows_how_far_its_checklist_is(cast, at_desk):
    page = words(at_desk("unit").get(address(SHOWN["pairing"](cast.parties["own"]))))
    assert "清单已确认 0 项" in page


@pytest.mark.parametrize("name", HIDDEN)
def test_page_costs_the_same_however_long_its_history(
    cast, at_desk, name, django_assert_max_num_queries
):
    record = HIDDEN[name](cast.parties["own"])
    client, url = at_desk("east"), address(record)
    record_event(record, "change", "修改", by=cast.people["city"])
    client.get(url)
    with django_assert_max_num_queries(30) as once:
        client.get(url)
    for _ in range(3):
        record_event(record, "change", "修改", by=cast.people["city"])
    with django_assert_max_num_queries(len(once)):
        client.get(url)


def test_address_of_a_register_is_its_slug():
    assert reverse("workspace:register", args=["pairings"]) == "/workspace/pairings/"


@pytest.mark.parametrize(("status", "tone"), [("signed", "now"), ("proposed", "wait")])
def test_a_state_has_the_tone_it_has_in_the_list(cast, at_desk, status, tone):
    pairing = (SHOWN if status == "signed" else HIDDEN)["pairing"](cast.parties["own"])
    states = at_desk("east").get(address(pairing)).context["states"]
    assert states == [("状态", pairing.get_status_display(), tone)]


def test_what_was_entered_for_another_shows_no_words_of_the_database(cast, at_desk):
    page = words(at_desk("unit").get(address(ProxyEntryFactory(about=_own_pairing(cast)))))
    assert "代录单位" in page
    assert not [label for label in ("record type", "record id") if label in page]


def test_amounts_are_written_to_the_fen(cast, at_desk):
    line = SHOWN["fund_entry"](cast.parties["own"])
    assert "100.00" in words(at_desk("east").get(address(line)))


def _own_pairing(cast):
    return HIDDEN["pairing"](cast.parties["own"])


def test_what_has_no_public_page_is_not_said_to_be_hidden(cast, at_desk):
    assert "未对外公开" not in words(at_desk("city").get(address(cast.world.year)))
    assert "未对外公开" in words(at_desk("city").get(address(_own_pairing(cast))))


def test_history_of_what_nobody_did_names_the_system(cast, at_desk):
    pairing = HIDDEN["pairing"](cast.parties["own"])
    record_event(pairing, "expire", "到期", by=None)
    page = words(at_desk("east").get(address(pairing)))
    assert "系统" in page.partition("办理记录")[2]
    assert "None" not in page


def test_the_button_that_leads_on_is_no_change_and_no_objection(cast, at_desk):
    draft = ListItemFactory(
        organisation=cast.parties["own"].community, entered_by=cast.people["community"]
    )
    buttons = buttons_of(at_desk("community").get(address(draft)))
    assert buttons[0] == ("button", "提交审核")
    assert ("button button--plain", "修改") in buttons
    assert [kind for kind, _ in buttons].count("button") == 1
    activity = ActivityFactory(pairing=SHOWN["pairing"](cast.parties["own"]), confirmed=True)
    for kind, label in buttons_of(at_desk("community").get(address(activity))):
        assert (kind, label) != ("button", "提出异议")


def buttons_of(response):
    """The kind and the words of each button at the head of a record."""
    row = words(response).partition('class="desk-acts">')[2].partition("</p>")[0]
    return re.findall(r'class="([^"]+)" href="[^"]+">([^<]+)<', row)


def test_rows_of_a_record_keep_numbers_and_days_in_one_piece(cast, at_desk):
    project = ProjectFactory(division=cast.parties["own"].place, public=True)
    MilestoneFactory(project=project, due_on="2024-06-28")
    page = words(at_desk("east").get(address(project)))
    assert '<span class="nowrap">2024-06-28</span>' in page
    assert f'<span class="nowrap">{project.number}</span>' in page
