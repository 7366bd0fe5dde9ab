"""A department pairs two organisations, changes what is not signed, and pairs them again."""

from datetime import date

import pytest
from django.urls import reverse

from partners.models import Event, Pairing
from tests.admin import told, words
from tests.factories import (
    LevelOneFactory,
    LevelTwoFactory,
    PairingFactory,
    ProgrammeYearFactory,
    UnitFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NEW = reverse("workspace:new", args=["pairings"])


def data(level, community, unit, **more):
    """What the form sends."""
    year = level.programme_year
    return {
        "level": level.pk,
        "community_side": getattr(community, "name", community),
        "unit_side": getattr(unit, "name", unit),
        "start_on": year.starts_on,
        "end_on": year.ends_on,
    } | more


def errors(response) -> dict:
    return response.context["form"].errors


def test_the_form_asks_six_fields_and_knows_the_year_and_its_term(at_desk, cast):
    form = at_desk("street").get(NEW).context["form"]
    shown = [field.name for field in form.visible_fields() if field.name != "no_parent_reason"]
    assert shown == ["level", "community_side", "unit_side", "start_on", "end_on", "summary"]
    assert form["level"].value() == cast.world.one.pk
    assert (form["start_on"].value(), form["end_on"].value()) == (
        date(2024, 1, 1),
        date(2024, 12, 31),
    )


def test_a_department_pairs_by_name_and_number(at_desk, cast, bodies):
    client = at_desk("east")
    response = client.post(NEW, data(cast.world.one, bodies["street"], bodies["unit"].number))
    pairing = Pairing.objects.get()
    assert response.url == reverse("workspace:record", args=["pairings", pairing.number])
    assert (pairing.unit_side, pairing.community_side) == (bodies["unit"], bodies["street"])
    assert (pairing.status, pairing.division) == ("proposed", cast.world.street)
    assert pairing.programme_year == cast.world.year
    assert Event.objects.of(pairing).get().label == "录入"


def test_part_of_a_name_is_offered_to_choose_among(at_desk, cast, bodies):
    client = at_desk("east")
    sent = data(cast.world.one, bodies["street"], "东区")
    response = client.post(NEW, sent)
    offered = response.context["form"].fields["unit_side"].matches
    assert {str(one) for one in offered} >= {"东区图书馆", "东区文化馆"}
    assert set(errors(response)) == {"unit_side"}  # and nothing about what was not asked
    assert 'name="unit_side_number"' in words(response)
    client.post(NEW, sent | {"unit_side_number": bodies["other"].number})
    assert Pairing.objects.get().unit_side == bodies["other"]


def test_the_pairing_above_is_found(at_desk, cast, bodies):
    above = PairingFactory(unit_side=bodies["unit"], community_side=bodies["street"])
    PairingFactory(unit_side=UnitFactory(), community_side=bodies["street"])  # of another unit
    client = at_desk("street")
    client.post(NEW, data(cast.world.two, bodies["plum"], bodies["branch"]))
    made = Pairing.objects.get(level=cast.world.two)
    assert made.parent == above
    assert made.no_parent_reason == ""


def test_a_terminated_pairing_stands_above_nothing(at_desk, cast, bodies):
    PairingFactory(unit_side=bodies["unit"], community_side=bodies["street"], terminated=True)
    response = at_desk("street").post(NEW, data(cast.world.two, bodies["plum"], bodies["branch"]))
    assert errors(response)["no_parent_reason"]


def test_without_one_above_the_reason_is_asked(at_desk, cast, bodies):
    client = at_desk("street")
    sent = data(cast.world.two, bodies["plum"], bodies["branch"])
    assert "no_parent_reason" not in words(client.get(NEW))
    response = client.post(NEW, sent)
    assert "确无上级结对" in words(response)
    assert 'name="no_parent_reason"' in words(response)
    assert not Pairing.objects.exists()
    client.post(NEW, sent | {"no_parent_reason": "街道尚未结对"})
    assert Pairing.objects.get().no_parent_reason == "街道尚未结对"


def test_only_places_of_the_department_can_be_paired(at_desk, cast, bodies):
    client = at_desk("west")
    for named in (bodies["street"].name, bodies["street"].number):
        response = client.post(NEW, data(cast.world.one, named, bodies["unit"]))
        assert "不在您负责的地区内" in errors(response)["community_side"][0]
    response = client.post(NEW, data(cast.world.one, "梅园", bodies["unit"]))
    assert response.context["form"].fields["community_side"].matches == []
    assert not Pairing.objects.exists()


def test_a_level_of_another_city_is_no_choice(at_desk, cast, bodies):
    from tests.factories import DivisionFactory

    elsewhere = DivisionFactory(code="330100000000", name="别市", level="city", parent=None)
    year = ProgrammeYearFactory(year=2025, key="other", division=elsewhere)
    level = LevelOneFactory(programme_year=year)
    response = at_desk("city").post(NEW, data(level, bodies["street"], bodies["unit"]))
    assert errors(response)["level"] == ["请选择年度和层级。"]


@pytest.mark.parametrize("role", ["unit", "community", "auditor"])
def test_others_pair_nothing(at_desk, cast, bodies, role):
    client = at_desk(role)
    assert client.get(NEW).status_code == 403
    sent = data(cast.world.one, bodies["street"], bodies["unit"])
    assert client.post(NEW, sent).status_code == 403
    assert not Pairing.objects.exists()


def test_sides_of_the_wrong_kind_are_refused_in_words(at_desk, cast, bodies):
    response = at_desk("east").post(NEW, data(cast.world.one, bodies["plum"], bodies["unit"]))
    assert errors(response)["community_side"] == ["一级结对不允许这一类别的组织。"]


def test_the_same_two_are_not_paired_twice(at_desk, cast, bodies):
    PairingFactory(unit_side=bodies["unit"], community_side=bodies["street"])
    response = at_desk("east").post(NEW, data(cast.world.one, bodies["street"], bodies["unit"]))
    assert "已有同一层级的结对" in words(response)
    assert Pairing.objects.count() == 1


def test_a_term_outside_the_year_is_a_slip(at_desk, cast, bodies):
    sent = data(cast.world.one, bodies["street"], bodies["unit"])
    sent |= {"start_on": "2025-01-01", "end_on": "2025-12-31"}
    response = at_desk("east").post(NEW, sent)
    assert "不在所选行动年度之内" in errors(response)["end_on"][0]


def edit_of(pairing) -> str:
    return reverse("workspace:edit", args=["pairings", pairing.number])


def test_a_proposed_pairing_is_changed(at_desk, cast, bodies):
    pairing = PairingFactory(unit_side=bodies["unit"], community_side=bodies["street"])
    client = at_desk("east")
    shown = client.get(edit_of(pairing)).context["form"]
    assert shown["unit_side"].value() == "东区图书馆"
    sent = data(cast.world.one, bodies["street"], bodies["other"])
    client.post(edit_of(pairing), sent | {"shown": shown["shown"].value()})
    pairing.refresh_from_db()
    assert pairing.unit_side == bodies["other"]
    assert Event.objects.of(pairing).first().changes["unit_side"] == [
        bodies["unit"].pk,
        bodies["other"].pk,
    ]


def test_what_was_changed_meanwhile_stands_beside(at_desk, cast, bodies):
    pairing = PairingFactory(unit_side=bodies["unit"], community_side=bodies["street"])
    client = at_desk("east")
    shown = client.get(edit_of(pairing)).context["form"]["shown"].value()
    pairing.summary = "另一人写的"
    pairing.save()
    sent = data(cast.world.one, bodies["street"], bodies["other"], summary="我写的")
    response = client.post(edit_of(pairing), sent | {"shown": shown})
    assert "另一人写的" in words(response)
    pairing.refresh_from_db()
    assert pairing.unit_side == bodies["unit"]


def test_a_signed_pairing_is_not_changed_here(at_desk, cast, bodies):
    pairing = PairingFactory(signed=True, community_side=bodies["street"])
    client = at_desk("east")
    record = words(client.get(reverse("workspace:record", args=["pairings", pairing.number])))
    assert edit_of(pairing) not in record
    response = client.get(edit_of(pairing))
    assert response.status_code == 403
    assert "结对签约后不在这里修改" in words(response)
    sent = data(cast.world.one, bodies["street"], bodies["other"])
    assert client.post(edit_of(pairing), sent).status_code == 403


def test_a_pairing_of_another_place_is_not_changed(at_desk, bodies):
    pairing = PairingFactory(community_side=bodies["street"])
    assert at_desk("west").get(edit_of(pairing)).status_code == 404


def next_year(cast):
    year = ProgrammeYearFactory(year=2025)
    return LevelOneFactory(programme_year=year), LevelTwoFactory(programme_year=year)


def renew_of(pairing) -> str:
    return f"{NEW}?renew={pairing.number}"


def test_pairing_again_begins_in_the_next_year_with_the_same_sides(at_desk, cast, bodies):
    old = PairingFactory(expired=True, unit_side=bodies["unit"], community_side=bodies["street"])
    one, _ = next_year(cast)
    client = at_desk("east")
    record = words(client.get(reverse("workspace:record", args=["pairings", old.number])))
    assert renew_of(old) in record
    form = client.get(renew_of(old)).context["form"]
    assert form["level"].value() == one.pk
    assert (form["start_on"].value(), form["end_on"].value()) == (
        date(2025, 1, 1),
        date(2025, 12, 31),
    )
    response = client.post(renew_of(old), data(one, bodies["street"], bodies["unit"]))
    made = Pairing.objects.get(programme_year__year=2025)
    assert made.predecessor == old
    assert Event.objects.of(made).get().label == "重新结对"
    assert "拟结对" in told(response)


def test_pairing_again_with_another_unit_keeps_the_history(at_desk, cast, bodies):
    old = PairingFactory(terminated=True, unit_side=bodies["unit"], community_side=bodies["street"])
    sent = data(cast.world.one, bodies["street"], bodies["other"])
    at_desk("east").post(renew_of(old), sent)
    made = Pairing.objects.get(unit_side=bodies["other"])
    assert made.predecessor == old


def test_pairing_again_waits_for_the_end_of_the_old(at_desk, cast, bodies):
    old = PairingFactory(active=True, unit_side=bodies["unit"], community_side=bodies["street"])
    sent = data(cast.world.one, bodies["street"], bodies["other"])
    response = at_desk("east").post(renew_of(old), sent)
    assert "原结对尚未结束" in words(response)
    assert Pairing.objects.count() == 1


def test_a_foreign_pairing_is_not_followed(at_desk, cast, bodies):
    old = PairingFactory(expired=True, community_side=bodies["street"])
    at_desk("west").post(renew_of(old), data(cast.world.one, bodies["town"], bodies["unit"]))
    assert Pairing.objects.get(community_side=bodies["town"]).predecessor is None


def test_a_form_sent_twice_pairs_once(at_desk, cast, bodies):
    client = at_desk("east")
    page = client.get(NEW)
    sent = data(cast.world.one, bodies["street"], bodies["unit"])
    sent["form_token"] = str(page.wsgi_request.form_token)
    client.post(NEW, sent)
    response = client.post(NEW, sent)
    assert response.status_code == 302
    assert Pairing.objects.count() == 1
