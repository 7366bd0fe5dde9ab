"""Facets: counts that hold, choices that narrow and can be lifted, addresses written alike."""

from datetime import date

import pytest

from projects.models import Project
from search.facets import count_words
from search.index.watching import settle
from search.language import planner
from tests.factories import ProjectFactory, StreetFactory
from tests.factories.pages import notice, story
from tests.search.asking import ADDRESS, ask

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def links(answer, title):
    """The choices of a facet: label → (count, address)."""
    (facet,) = [facet for facet in answer.context["facets"] if facet.title == title]
    return {o.label: (o.size, o.url) for o in (*facet.options, *facet.more)}


def test_facets_count_what_would_be_found_and_lead_there(client):
    street = StreetFactory(name="板桥街道")
    for number in range(3):
        notice(f"排水公告{number}", date=date(2023, 5, 1))
    project = ProjectFactory(public=True, name="排水项目", division=street)
    story("排水案例", division=street, field=project.field)
    answer = ask(client, "排水")
    assert {label: size for label, (size, _) in links(answer, "类别").items()} == {
        "公告": "3",
        "案例": "1",
        "共建项目": "1",
    }
    district = street.parent.display_name
    assert links(answer, "地区")[district][0] == "2"
    assert links(answer, "领域")[project.field.name][0] == "2"
    assert links(answer, "年度")["2023 年"][0] == "3"
    for facet in answer.context["facets"]:
        for option in facet.options:
            assert len(client.get(option.url).context["hits"]) == int(option.size), option


@pytest.mark.parametrize(
    "text",
    ["zhinengmenjin", "zhi neng men jin", "zhinengmj", "znmj", "智能mj", "智能门紧", "值能门禁"],
)
def test_a_facet_of_what_was_spelled_otherwise_leads_to_what_it_counts(client, text):
    # Only a title says how the word is written; the finds are of other kinds and years.
    street = StreetFactory(name="板桥街道")
    project = ProjectFactory(public=True, name="智能门禁", division=street)
    story("进小区不用带钥匙", field=project.field, body=[("paragraph", "<p>装了智能门禁</p>")])
    notice("智能门禁招标", date=date(2021, 5, 1))
    notice("招标公告", date=date(2023, 5, 1), body=[("paragraph", "<p>采购智能门禁</p>")])
    counted = ask(client, text)
    assert len(counted.context["hits"]) == 4
    for facet in counted.context["facets"]:
        for option in (*facet.options, *facet.more):
            narrowed = client.get(option.url)
            assert str(narrowed.context["found"].total) == option.size, (facet.title, option.label)


def test_a_word_is_not_corrected_because_of_a_filter(client):
    for number in range(2):
        notice(f"公告{number}", body=[("paragraph", "<p>做好垃圾分类</p>")])
    ProjectFactory(public=True, name="撤桶并点", summary="做好垃圾分类")
    notice("分类投放公告")  # what a correction would find too
    answer = ask(client, "垃圾分泪")
    assert len(answer.context["hits"]) == 3
    size, url = links(answer, "类别")["公告"]
    narrowed = client.get(url).context["found"]
    assert (str(narrowed.total), narrowed.correction) == (size, None)


def test_facets_of_more_finds_than_are_ranked_count_all_of_them(client, monkeypatch):
    street = StreetFactory(name="板桥街道")
    for number in range(4):
        notice(f"排水公告{number}", date=date(2023, 5, 1))
    ProjectFactory(public=True, name="排水项目", division=street)
    few = ask(client, "排水")
    monkeypatch.setattr(planner, "RANKED", 2)
    many = ask(client, "排水")
    assert many.context["found"].counts == few.context["found"].counts
    assert many.context["found"].total == few.context["found"].total == 5


def test_a_chosen_facet_is_a_chip_and_can_be_lifted(client):
    street = StreetFactory(name="板桥街道")
    ProjectFactory(public=True, name="排水项目", division=street)
    notice("排水公告")
    everything = ask(client, "排水")
    chosen = client.get(links(everything, "地区")[street.parent.display_name][1])
    assert [hit.title for hit in chosen.context["hits"]] == ["排水项目"]
    assert [(chip.label, chip.value) for chip in chosen.context["chips"]] == [
        ("地区", street.parent.display_name)
    ]
    # One level further down, by the choices of the place itself.
    further = client.get(links(chosen, "地区")["板桥街道"][1])
    assert f"place={street.code}" in further.request["QUERY_STRING"]
    for page, back in (
        (chosen, chosen.context["chips"][0].url),
        (further, further.context["chips"][0].url),
    ):
        assert page.context["asked"].place
        assert len(client.get(back).context["hits"]) == 2
    (current,) = [o for f in further.context["facets"] for o in f.options if o.current]
    assert (current.label, current.size) == ("板桥街道", "1")
    assert client.get(current.url).context["chips"] == []


def test_addresses_write_the_same_question_alike(client):
    street = StreetFactory()
    ProjectFactory(public=True, name="排水项目", division=street)
    field = Project.objects.get().field
    settle()
    query = f"sort=date&field={field.slug}&place={street.code}&kind=project&q=排水"
    asked = client.get(f"{ADDRESS}?{query}").context["asked"]
    assert asked.url == (
        f"{ADDRESS}?q=%E6%8E%92%E6%B0%B4&kind=project&place={street.code}"
        f"&field={field.slug}&sort=date"
    )
    assert asked.but(newest=False).without_filters().url == f"{ADDRESS}?q=%E6%8E%92%E6%B0%B4"


def test_large_counts_are_rounded():
    assert count_words(9_999) == "9,999"
    assert count_words(10_000) == "10,000"
    assert count_words(10_001) == "1万+"


def test_nothing_within_a_filter_says_what_there_is_without_it(client):
    notice("排水公告")
    answer = ask(client, "排水", kind="project")
    text = answer.content.decode()
    assert "去掉筛选条件后有 1 条" in text
    assert [hit.title for hit in client.get(answer.context["everywhere_url"]).context["hits"]] == [
        "排水公告"
    ]
