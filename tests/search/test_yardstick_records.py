"""Documents made into records: all of them public, at their place, among the right parties."""

import pytest
from django.apps import apps

from partners.enums import OrganisationKind
from partners.models import Division, Organisation, Pairing
from portal.publicity import PUBLIC
from projects.models import CaseStoryPage, Project
from search.index.refreshing import refresh
from search.models import EntryText
from search.sources import KINDS
from search.yardstick.files import TYPES, Document
from search.yardstick.records.entering import NotEntered, enter
from search.yardstick.records.naming import place_parts

pytestmark = pytest.mark.django_db

HERE = ("金陵市", "东山区", "梅园街道")


def document(type_, title="某某题目", body="内容。", *, orgs=(), places=HERE, key=""):
    return Document(key or f"{type_}-{title}", type_, title, body, tuple(orgs), tuple(places))


def test_every_kind_of_the_search_can_be_a_document():
    assert set(TYPES) == {kind.key for kind in KINDS}


@pytest.mark.parametrize("type_", TYPES)
def test_a_document_becomes_a_public_record_with_a_page(client, type_):
    title = "梅园街道" if type_ == "place" else "某某题目"
    made = enter([document(type_, title, orgs=["市水务局", "梅园街道"], key="d")])
    label, key = next(record for record, id_ in made.items() if id_ == "d")
    model = apps.get_model(label)
    assert model.objects.visible_to(PUBLIC).filter(pk=key).exists()
    refresh(model, [key])
    found = EntryText.objects.get(entry__object_id=key, entry__kind=type_)
    assert client.get(found.url).status_code == 200


def test_places_become_one_tree():
    enter(
        [
            document("case", "一", places=[*HERE, "红梅社区", "向阳雅居"]),
            document("case", "二", places=["金陵市", "梅园街道"]),  # a step left out
            document("case", "三", places=["江北市", "东山区"]),
        ]
    )
    assert Division.objects.filter(name="梅园街道").count() == 1
    assert Division.objects.filter(name="东山区").count() == 2
    community = Division.objects.get(name="红梅社区")
    assert (community.level, community.parent.name) == ("community", "梅园街道")


def test_a_housing_estate_is_told_in_words_and_is_no_place_of_the_register():
    enter([document("case", places=[*HERE, "向阳雅居"])])
    story = CaseStoryPage.objects.get()
    assert story.division.name == "梅园街道"
    assert story.place_text == "东山区梅园街道向阳雅居"
    assert not Division.objects.filter(name="向阳雅居").exists()


def test_a_place_that_no_word_tells_has_the_level_between_its_neighbours():
    enter([document("case", places=["金陵市", "东山区", "八卦洲", "外沙村"])])
    island = Division.objects.get(name="八卦洲")
    assert (island.level, island.parent.name) == ("street", "东山区")


def test_a_story_of_several_districts_stands_in_their_city():
    enter([document("case", places=["金陵市", "东山区", "西山区"])])
    story = CaseStoryPage.objects.get()
    assert story.division.name == "金陵市"
    assert story.place_text == "东山区、西山区"


def test_a_short_name_in_an_introduction_finds_the_organisation():
    enter(
        [
            document("pairing", orgs=["市建中心", "东山区梅园街道"]),
            document("organisation", "金陵市建设中心", "简称市建中心、建中心。", places=HERE[:1]),
        ]
    )
    assert Pairing.objects.get().unit_side.name == "金陵市建设中心"


def test_the_same_short_name_in_another_city_is_another_organisation():
    there = ["江北市", "西山区", "青松街道"]
    enter(
        [
            document("organisation", "金陵市水务局", "简称市水务局。", places=HERE[:1]),
            document("pairing", orgs=["市水务局", "青松街道"], places=there),
        ]
    )
    assert Pairing.objects.get().unit_side.name == "江北市水务局"


def test_a_street_office_stands_for_its_place_which_is_what_is_found():
    made = enter([document("organisation", "东山区梅园街道办事处", key="office")])
    office = Organisation.objects.get()
    assert office.kind == OrganisationKind.STREET
    assert made["partners.division", office.division_id] == "office"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("金陵稻米产业协会", "association"),
        ("金陵市妇女联合会", "unit"),
        ("东南大学附属中大医院", "hospital"),
        ("金陵大学", "school"),
        ("金陵水务集团有限公司", "firm"),
        ("金陵市水务局", "unit"),
    ],
)
def test_the_kind_of_an_organisation_follows_from_its_name(name, kind):
    enter([document("organisation", name, places=HERE[:1])])
    assert Organisation.objects.get().kind == kind


def test_the_same_sides_twice_are_paired_in_two_years():
    twins = [
        document("pairing", title, "2024年起。", orgs=["市水务局", "梅园街道"], key=title)
        for title in ("甲", "乙")
    ]
    enter(twins)
    years = Pairing.objects.values_list("programme_year__year", flat=True)
    assert sorted(years) == [2023, 2024]


def test_a_project_is_at_the_stage_its_text_tells():
    enter([document("project", body="状态：已完工。", orgs=["市水务局", "梅园街道"])])
    project = Project.objects.get()
    assert project.stage == "completed"
    roles = dict(project.participants.values_list("organisation__name", "role"))
    assert roles == {"金陵市水务局": "lead", "梅园街道": "beneficiary"}


def test_a_document_that_breaks_a_rule_is_named_and_nothing_is_kept():
    with pytest.raises(NotEntered, match="文档 long"):
        enter([document("case", "好"), document("project", "长" * 81, key="long")])
    assert not CaseStoryPage.objects.exists()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("溧水区金湖社区", ["溧水区", "金湖社区"]),
        ("六合区程桥街道板桥社区", ["六合区", "程桥街道", "板桥社区"]),
        ("晋江市深沪镇", ["晋江市", "深沪镇"]),
        ("红梅社区", ["红梅社区"]),
        ("浆洗街街道", ["浆洗街街道"]),
    ],
)
def test_a_run_of_place_names_is_taken_apart(name, parts):
    assert place_parts(name) == parts
