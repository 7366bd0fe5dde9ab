"""Activities of alliances and agreements are logged as of pairings; any other party confirms."""

import pytest

from projects.models import Activity
from projects.moves import confirm
from tests.admin import told, words
from tests.factories import AgreementFactory, AllianceFactory, PairingFactory, UnitFactory

from .test_activity import NEW, errors, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def third(cast):
    return UnitFactory(name="区图书馆")


def joint(cast, third, kind, **state):
    own = cast.parties["own"]
    everybody = [own.unit, own.community, third]
    state = {"approved": True, "division": own.place} | state
    if kind == "alliance":
        return AllianceFactory(members=everybody, **state)
    return AgreementFactory(parties=everybody, **state)


def page_of(kind, record):
    return f"/workspace/{kind}s/{record.number}/"


@pytest.mark.parametrize("kind", ["alliance", "agreement"])
def test_it_begins_at_the_page_of_the_record_and_another_party_confirms(cast, at_desk, third, kind):
    record = joint(cast, third, kind)
    url = f"{NEW}?{kind}={record.number}"
    unit = at_desk("unit")
    assert url in words(unit.get(page_of(kind, record)))
    page = unit.get(url)
    assert page.context["form"].owner == record
    assert "清单事项" not in words(page)
    data = filled(PairingFactory(), pairing="", **{kind: record.pk})
    response = unit.post(url, data)
    activity = Activity.objects.get()
    assert (activity.owner, activity.division) == (record, record.division)
    assert activity.organisation == cast.parties["own"].unit
    assert "等待其他各方中的一方确认" in told(response)
    assert "清理河道" in words(at_desk("community").get("/workspace/review/"))
    assert "没有等待您办理的事项" in words(unit.get("/workspace/review/"))
    confirm(activity, by=cast.people["community"])
    assert activity.state == "confirmed"


@pytest.mark.parametrize("kind", ["alliance", "agreement"])
def test_a_department_enters_it_for_one_of_the_parties(cast, at_desk, third, kind):
    record = joint(cast, third, kind)
    url = f"{NEW}?{kind}={record.number}"
    form = at_desk("street").get(url).context["form"]
    offered = {one.pk for one in form.fields["organisation"].queryset}
    own = cast.parties["own"]
    assert offered == {own.unit.pk, own.community.pk, third.pk}
    data = filled(PairingFactory(), pairing="", organisation=third.pk, **{kind: record.pk})
    at_desk("street").post(url, data)
    assert Activity.objects.get().organisation == third


@pytest.mark.parametrize("kind", ["alliance", "agreement"])
@pytest.mark.parametrize("where", ["of others", "a draft"])
def test_what_is_not_the_own_or_not_approved_is_not_taken(cast, at_desk, third, kind, where):
    if where == "a draft":
        record = joint(cast, third, kind, approved=False)
    else:
        make = AllianceFactory if kind == "alliance" else AgreementFactory
        record = make(approved=True, division=cast.parties["far"].place)
    data = filled(PairingFactory(), pairing="", **{kind: record.pk})
    response = at_desk("unit").post(f"{NEW}?{kind}={record.number}", data)
    assert response.status_code == 200
    assert errors(response)
    assert not Activity.objects.exists()


def test_it_is_of_one_thing_alone(cast, at_desk, pairing, third):
    alliance = joint(cast, third, "alliance")
    response = at_desk("unit").post(NEW, filled(pairing, alliance=alliance.pk))
    assert "须且只须属于一个" in words(response)
    assert not Activity.objects.exists()


def test_others_to_choose_among_are_of_every_kind(cast, at_desk, pairing, third):
    alliance, agreement = (joint(cast, third, kind) for kind in ("alliance", "agreement"))
    form = at_desk("unit").get(NEW).context["form"]
    assert form.owner == pairing
    assert form.others == [("alliance", alliance), ("agreement", agreement)]


def test_an_item_of_a_checklist_is_not_of_an_alliance(cast, at_desk, pairing, third):
    alliance = joint(cast, third, "alliance")
    data = filled(pairing, pairing="", alliance=alliance.pk, checklist_item="1")
    assert "checklist_item" in errors(at_desk("unit").post(NEW, data))
