"""The page of results: finds what is public, narrows, explains itself, and stands any question."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from projects.enums import ProjectStage
from projects.models import CaseStoryPage, Project
from search.facets import count_words
from search.index.watching import settle
from search.models import AskedQuestion, Promotion
from search.sources import KINDS
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    CommunityFactory,
    CommunityOrganisationFactory,
    ListItemFactory,
    OrganisationNameFactory,
    PairingFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    StreetFactory,
    UnitFactory,
    UpdateFactory,
)
from tests.factories.pages import hidden_stories, notice, restrict, standard, story
from tests.search.asking import ADDRESS, HOSTILE, ask, found, titles

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

MOST_QUERIES = 16


def links(answer, title):
    """The choices of a facet: label → (count, address)."""
    (facet,) = [facet for facet in answer.context["facets"] if facet.title == title]
    return {o.label: (o.size, o.url) for o in (*facet.options, *facet.more)}


def test_every_kind_is_found_by_its_title(client):
    project = ProjectFactory(public=True, name="银杏项目")
    story("银杏案例")
    UpdateFactory(title="银杏进展", project=project, approved=True)
    CommunityFactory(name="银杏社区")
    UnitFactory(name="银杏单位")
    PairingFactory(signed=True, unit_side=UnitFactory(name="银杏中心"))
    AllianceFactory(name="银杏联盟", approved=True)
    AgreementFactory(title="银杏协议", approved=True)
    ActivityFactory(title="银杏活动", confirmed=True)
    ListItemFactory(title="银杏需求", approved=True)
    notice("银杏公告")
    standard("银杏网页")
    assert {kind for kind, _ in found(client, "银杏")} == {kind.label for kind in KINDS}
    for hit in ask(client, "银杏").context["hits"]:
        assert client.get(hit.url).status_code == 200, hit


def test_what_is_not_public_is_not_found(client):
    ProjectFactory(name="银杏项目")
    ProjectFactory(name="银杏终止", terminated=True)
    UpdateFactory(title="银杏进展")
    UpdateFactory(title="银杏进展", project=ProjectFactory(), approved=True)
    PairingFactory(unit_side=UnitFactory(name="某单位"), summary="银杏结对")
    AllianceFactory(name="银杏联盟")
    AgreementFactory(title="银杏协议")
    ActivityFactory(title="银杏活动")
    ListItemFactory(title="银杏需求")
    hidden_stories("银杏案例")
    notice("银杏公告", live=False)
    restrict(notice("银杏内部公告"))
    answer = ask(client, "银杏")
    assert len(answer.context["found"]) == 0
    text = answer.content.decode()
    assert "没有找到" in text
    for word in ("银杏项目", "银杏案例", "银杏公告", "银杏内部", "银杏结对", "银杏需求"):
        assert word not in text


def test_what_was_withdrawn_behind_the_index_is_not_shown(client):
    project = ProjectFactory(public=True, name="银杏项目")
    page = story("银杏案例")
    assert len(titles(client, "银杏")) == 2
    # As another program would: nobody is told, the index still says public.
    QuerySet(Project).filter(pk=project.pk).update(stage=ProjectStage.PLANNING)
    QuerySet(CaseStoryPage).filter(pk=page.pk).update(live=False)
    assert titles(client, "银杏") == []


def test_story_and_place_come_before_what_merely_mentions_them(client):
    street = StreetFactory(name="板桥街道")
    story("板桥排水改造", division=street, body=[("paragraph", "<p>涵闸老化</p>")])
    for number in range(3):
        ActivityFactory(title=f"巡查{number}", text="顺路去板桥看了排水", confirmed=True)
    assert titles(client, "板桥 排水")[0] == "板桥排水改造"
    assert titles(client, "板桥排水")[0] == "板桥排水改造"
    assert "板桥街道" in titles(client, "板桥街道")[:5]


def test_finds_come_latest_first_when_asked_by_date(client):
    for day in (3, 1, 2):
        ActivityFactory(title=f"排水巡查{day}", date=date(2024, 5, day), confirmed=True)
    assert titles(client, "排水", sort="date") == ["排水巡查3", "排水巡查2", "排水巡查1"]


def test_organisation_is_found_by_any_of_its_names_and_by_its_sound(client):
    unit = UnitFactory(name="城市公共工程建设中心")
    OrganisationNameFactory(organisation=unit, name="市公建中心")
    OrganisationNameFactory(organisation=unit, name="工程处", kind="former")
    for word in ("公共工程", "市公建", "工程处", unit.number, "sgjzx", "shigongjian"):
        assert "城市公共工程建设中心" in titles(client, word), word


def test_records_are_found_by_names_of_their_parties(client):
    unit = UnitFactory(name="城市公共工程建设中心")
    OrganisationNameFactory(organisation=unit, name="市公建中心")
    project = ProjectFactory(public=True, name="涵闸改造")
    ProjectParticipantFactory(project=project, organisation=unit)
    AllianceFactory(name="红色联盟", approved=True, members=[unit])
    assert {"城市公共工程建设中心", "涵闸改造", "红色联盟"} <= set(titles(client, "市公建中心"))


def test_community_is_found_once_as_a_place_also_by_an_old_name(client):
    community = CommunityOrganisationFactory(division=CommunityFactory(name="新桥社区"))
    OrganisationNameFactory(organisation=community, name="老桥大队", kind="former")
    assert found(client, "新桥") == [("地区", "新桥社区")]
    assert found(client, "老桥大队") == [("地区", "新桥社区")]


@pytest.mark.parametrize("text", ["板橋街道", "ｂａｎｑｉａｏ", "banqiao", "bqjd", "板桥jd"])
def test_script_width_and_sound_make_no_difference(client, text):
    StreetFactory(name="板桥街道")
    assert "板桥街道" in titles(client, text)


def test_words_found_are_marked_in_title_and_text(client):
    ProjectFactory(
        public=True, name="板橋排水", summary="開頭。" + "前" * 90 + "排水涵閘<b>" + "后" * 90
    )
    text = ask(client, "排水涵闸").content.decode()
    assert "<mark>排水</mark>" in text or "<mark>排水涵閘</mark>" in text
    assert "&lt;b&gt;" in text
    assert "…" in text


def test_misspelt_question_says_what_was_looked_for_and_offers_the_words_as_typed(client):
    StreetFactory(name="板桥街道")
    answer = ask(client, "板乔街道")
    assert titles(client, "板乔街道")[0] == "板桥街道"
    text = answer.content.decode()
    assert "已按「<b>板桥街道</b>」查找" in text
    assert "仍要查找「板乔街道」" in text
    literal = client.get(answer.context["literal_url"])
    assert literal.context["hits"] == []
    assert "不按原样查找" in literal.content.decode()


def test_related_finds_stand_apart_with_a_reason(client):
    story("板桥街道小区排水涵闸改造")
    answer = ask(client, "板桥街道小区排水涵闸与稻米")
    assert answer.context["hits"] == []
    assert [hit.title for hit in answer.context["related"]] == ["板桥街道小区排水涵闸改造"]
    text = answer.content.decode()
    assert "相关结果" in text
    assert "没有完全符合的结果，有相关结果 <b>1</b> 条" in text
    assert "没有包含全部搜索词" in text


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


def test_nothing_found_shows_ways_to_go_and_names_alike(client):
    StreetFactory(name="板桥街道")
    text = ask(client, "板桥量子计算机南极科考").content.decode()
    assert "没有找到" in text
    assert "/projects/" in text
    assert "板桥街道" in text


def test_promoted_results_stand_above_the_others(client):
    promoted = story("长者食堂办起来了", slug="canteen")
    notice("老年食堂公告")
    promotion = Promotion.objects.create(questions="老年食堂")
    target = promotion.targets.model(promotion=promotion, address="/cases/canteen/", text="怎样办")
    target.clean()
    target.save()
    text = ask(client, "老年食堂").content.decode()
    assert text.index("长者食堂办起来了") < text.index("老年食堂</mark>公告")
    restrict(promoted)
    assert "长者食堂" not in ask(client, "老年食堂").content.decode()


def test_answer_of_the_stand_in_says_so(client, monkeypatch):
    notice("排水公告")
    assert "备用方式" not in ask(client, "排水").content.decode()
    from search import views

    def stand_in(*args, **kwargs):
        answer = real(*args, **kwargs)
        answer.fallback = True
        return answer

    real = views.find
    monkeypatch.setattr(views, "find", stand_in)
    assert "备用方式" in ask(client, "排水").content.decode()


def test_pages_together_show_every_find_once(client):
    for number in range(23):
        notice(f"排水公告{number}", date=date(2024, 1, 1 + number))
    seen = [*titles(client, "排水", page=1), *titles(client, "排水", page=2)]
    assert len(seen) == len(set(seen)) == 23
    assert ask(client, "排水", page=3).status_code == 404
    second = ask(client, "排水", page=2, kind="notice").content.decode()
    assert "kind=notice&amp;page=1" in second


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40, "1.5", "", "\x00"])
def test_page_out_of_range_is_not_found(client, page):
    assert ask(client, "排水", page=page).status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"q": "长" * 101}, "不要超过 100 个字"),
        ({"q": "长" * 1_000_000}, "不要超过 100 个字"),
        ({"q": "a\x00b"}, "无法识别的字符"),
        ({"q": "排水", "kind": "nothing"}, "没有这一类别"),
        ({"q": "排水", "kind": "\x00"}, "没有这一类别"),
        ({"q": "排水", "kind": ["project", "notice"]}, "类别只能选择一项"),
        ({"q": "排水", "place": "999999"}, "没有这一地区"),
        ({"q": "排水", "place": "\x00"}, "没有这一地区"),
        ({"q": "排水", "year": "二〇二四"}, "没有这一年度"),
        ({"q": "排水", "year": "99999999999"}, "没有这一年度"),
        ({"q": "排水", "field": "nothing"}, "没有这一领域"),
        ({"q": "排水", "sort": "loud"}, "没有这一排序"),
        ({"q": "排水", "literal": "2"}, "没有这一原样查找"),
    ],
)
def test_question_that_cannot_be_answered_is_explained(client, query, words):
    story("排水")
    settle()
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "page_obj" not in answer.context


@pytest.mark.parametrize("text", ["", "   ", "\u3000"])
def test_empty_question_shows_ways_to_go(client, text):
    answer = ask(client, text)
    assert answer.status_code == 200
    assert "/projects/" in answer.content.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_question_breaks_the_page(client, text):
    story("普通案例")
    answer = ask(client, text)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert ask(client, text, literal="1", sort="date").status_code == 200


def test_lone_surrogate_is_no_error(client):
    assert client.get(f"{ADDRESS}?q=%ED%A0%80").status_code == 200


def test_results_are_not_listed_by_search_engines(client):
    answer = ask(client, "排水")
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert client.post(ADDRESS).status_code == 405


def test_question_stays_in_the_box(client):
    assert 'value="&lt;排水&gt;"' in ask(client, "<排水>").content.decode()


def test_a_question_is_counted_once_without_its_filters_and_pages(client):
    for number in range(21):
        notice(f"排水公告{number}")
    ask(client, "排水")
    ask(client, "排水", kind="notice")
    ask(client, "排水", page=2)
    ask(client, "排水", sort="date")
    asked = AskedQuestion.objects.get()
    assert (asked.question, asked.times, asked.results) == ("排水", 1, 21)


def test_queries_do_not_grow_with_the_finds(client):
    def add():
        project = ProjectFactory(public=True, name="银杏项目")
        UpdateFactory(title="银杏进展", project=project, approved=True)
        story("银杏案例", division=project.division)
        PairingFactory(signed=True, unit_side=UnitFactory(name="银杏中心"))
        AgreementFactory(title="银杏协议", approved=True)
        ActivityFactory(title="巡查", text="银杏", confirmed=True)
        ListItemFactory(title="银杏需求", approved=True)
        settle()

    def count():
        with CaptureQueriesContext(connection) as queries:
            ask(client, "银杏")
        return len(queries)

    add()
    ask(client, "银杏")
    one = count()
    add()
    add()
    assert count() == one <= MOST_QUERIES
