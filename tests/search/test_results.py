"""The page of results: finds what is public, in good order, and stands any question."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Division
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
from tests.factories.pages import hidden_stories, notice, restrict, story

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

ADDRESS = "/search/"


def ask(client, text, **query):
    return client.get(ADDRESS, {"q": text, **query})


def found(client, text, **query):
    """Kind and title of every find on the page."""
    return [(hit.kind, hit.title) for hit in ask(client, text, **query).context["page_obj"]]


def titles(client, text, **query):
    return [title for _, title in found(client, text, **query)]


def test_every_kind_is_found_by_its_title(client):
    word = "银杏"
    project = ProjectFactory(public=True, name="银杏项目")
    made = [
        ("案例", story("银杏案例")),
        ("共建项目", project),
        ("进展", UpdateFactory(title="银杏进展", project=project, approved=True)),
        ("地区", CommunityFactory(name="银杏社区")),
        ("组织", UnitFactory(name="银杏单位")),
        ("结对", PairingFactory(signed=True, unit_side=UnitFactory(name="银杏中心"))),
        ("联盟（共同体）", AllianceFactory(name="银杏联盟", approved=True)),
        ("协议", AgreementFactory(title="银杏协议", approved=True)),
        ("结对活动", ActivityFactory(title="银杏活动", confirmed=True)),
        ("需求和资源", ListItemFactory(title="银杏需求", approved=True)),
        ("公告", notice("银杏公告")),
    ]
    assert len(made) == len(KINDS)
    hits = found(client, word)
    kinds = [kind for kind, _ in hits]
    assert set(kinds) == {kind for kind, _ in made}
    assert kinds[:2] == ["案例", "共建项目"]
    for hit in ask(client, word).context["page_obj"]:
        assert client.get(hit.url).status_code == 200, hit


def test_what_is_not_public_is_not_found(client):
    word = "银杏"
    ProjectFactory(name="银杏项目")
    ProjectFactory(name="银杏终止", terminated=True)
    UpdateFactory(title="银杏进展")
    UpdateFactory(title="银杏进展", project=ProjectFactory(), approved=True)
    PairingFactory(unit_side=UnitFactory(name="某单位"))
    AllianceFactory(name="银杏联盟")
    AgreementFactory(title="银杏协议")
    ActivityFactory(title="银杏活动")
    ListItemFactory(title="银杏需求")
    hidden_stories("银杏案例")
    notice("银杏公告", live=False)
    restrict(notice("银杏内部公告"))
    answer = ask(client, word)
    assert answer.context["found"].total == 0
    assert "没有找到" in answer.content.decode()
    assert "银杏案例" not in answer.content.decode()


def test_proposed_pairing_of_a_known_unit_is_not_found(client):
    PairingFactory(unit_side=UnitFactory(name="银杏中心"))
    assert [kind for kind, _ in found(client, "银杏")] == ["组织"]


@pytest.mark.parametrize(
    ("word", "title"), [("板桥", "板桥排水"), ("排水", "板桥排水"), ("金湖", "稻米有了销路")]
)
def test_story_comes_first_even_when_only_its_text_matches(client, word, title):
    street = StreetFactory(name="板桥街道")
    story("板桥排水", division=street, body=[("paragraph", "<p>排水涵闸老化</p>")])
    story("稻米有了销路", body=[("paragraph", "<p>协会与金湖社区签约</p>")])
    CommunityFactory(name="金湖社区", parent=street)
    ProjectFactory(public=True, name="排水改造", division=street)
    UnitFactory(name="板桥排水所")
    notice("金湖公告")
    assert titles(client, word)[0] == title


def test_titles_come_before_texts(client):
    ProjectFactory(public=True, name="管网改造", summary="包括排水")
    notice("排水公告")
    ActivityFactory(title="巡查", text="查看排水", confirmed=True)
    assert titles(client, "排水") == ["排水公告", "管网改造", "巡查"]


def test_organisation_is_found_by_any_of_its_names(client):
    unit = UnitFactory(name="城市公共工程建设中心")
    OrganisationNameFactory(organisation=unit, name="市公建中心")
    OrganisationNameFactory(organisation=unit, name="工程处", kind="former")
    for word in ("公共工程", "市公建", "工程处", unit.number):
        assert titles(client, word) == ["城市公共工程建设中心"]


def test_records_are_found_by_names_of_their_parties(client):
    unit = UnitFactory(name="城市公共工程建设中心")
    OrganisationNameFactory(organisation=unit, name="市公建中心")
    project = ProjectFactory(public=True, name="涵闸改造")
    ProjectParticipantFactory(project=project, organisation=unit)
    pairing = PairingFactory(signed=True, unit_side=unit)
    AllianceFactory(name="红色联盟", approved=True, members=[unit])
    AgreementFactory(title="共建协议", approved=True, parties=[unit])
    ActivityFactory(title="清扫", pairing=pairing, confirmed=True)
    assert set(titles(client, "市公建中心")) == {
        "城市公共工程建设中心",
        "涵闸改造",
        f"城市公共工程建设中心 与 {pairing.community_side}",
        "红色联盟",
        "共建协议",
        "清扫",
    }


def test_community_is_found_once_as_a_place_also_by_an_old_name(client):
    community = CommunityOrganisationFactory(division=CommunityFactory(name="新桥社区"))
    OrganisationNameFactory(organisation=community, name="老桥大队", kind="former")
    assert found(client, "新桥") == [("地区", "新桥社区")]
    assert found(client, "老桥") == [("地区", "新桥社区")]


def test_every_word_must_match_in_whatever_field(client):
    street = StreetFactory(name="板桥街道")
    story("涵闸", division=street, summary="排水改造")
    story("茶园", division=street)
    assert titles(client, "板桥 排水", kind="case") == ["涵闸"]
    assert titles(client, "板桥　排水", kind="case") == ["涵闸"]
    assert titles(client, "板桥 门禁") == []


def test_full_width_letters_and_case_make_no_difference(client):
    ProjectFactory(public=True, name="5G基站")
    assert titles(client, "５ｇ") == ["5G基站"]


@pytest.mark.parametrize("word", ["%", "_", "\\", "'", '"', "%' OR 1=1 --", "*", "😀", "<b>"])
def test_signs_are_searched_as_they_are(client, word):
    story("普通案例")
    assert titles(client, word) == []
    notice(f"有{word}的公告", slug="signs")
    assert titles(client, word) == [f"有{word}的公告"]
    assert "<b>的公告" not in ask(client, word).content.decode()


def test_kinds_are_counted_and_narrow_the_page(client):
    for number in range(3):
        notice(f"排水公告{number}")
    story("排水案例")
    answer = ask(client, "排水", kind="notice")
    labels = [choice.label for choice in answer.context["choices"]]
    assert labels == ["全部 4", "案例 1", "公告 3"]
    assert [choice.current for choice in answer.context["choices"]] == [False, False, True]
    assert len(answer.context["page_obj"]) == 3
    for choice, size in zip(answer.context["choices"], (4, 1, 3), strict=True):
        assert len(client.get(choice.url).context["page_obj"]) == size


def test_pages_together_show_every_find_once(client):
    for number in range(13):
        notice(f"排水公告{number}", date=date(2024, 1, 1 + number))
        ProjectFactory(public=True, name=f"改造{number}", summary="排水")
        ActivityFactory(title=f"排水巡查{number}", confirmed=True)
    story("涵闸", summary="排水")
    seen = [*titles(client, "排水", page=1), *titles(client, "排水", page=2)]
    assert len(seen) == len(set(seen)) == 40
    assert seen[0] == "涵闸"
    assert seen[1:14] == [f"排水巡查{n}" for n in reversed(range(13))]
    assert client.get(ADDRESS, {"q": "排水", "page": 3}).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40, "1.5"])
def test_page_out_of_range_is_not_found(client, page):
    assert ask(client, "排水", page=page).status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"q": "长" * 101}, "不要超过 100 个字"),
        ({"q": "长" * 1_000_000}, "不要超过 100 个字"),
        ({"q": "a\x00b"}, "无法识别的字符"),
        ({"q": "一 二 三 四 五 六 七 八 九 十 十一"}, "不要超过 10 个词"),
        ({"q": "排水", "kind": "nothing"}, "没有这一类别"),
    ],
)
def test_question_that_cannot_be_answered_is_explained(client, query, words):
    story("排水")
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "page_obj" not in answer.context


@pytest.mark.parametrize("text", ["", "   ", "\u3000"])
def test_empty_question_shows_ways_to_go(client, text):
    answer = ask(client, text)
    assert answer.status_code == 200
    assert "/projects/" in answer.content.decode()


def test_lone_surrogate_is_no_error(client):
    assert client.get(f"{ADDRESS}?q=%ED%A0%80").status_code == 200


def test_results_are_not_indexed_by_search_engines(client):
    answer = ask(client, "排水")
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert client.post(ADDRESS).status_code == 405


def test_question_stays_in_the_box(client):
    assert 'value="&lt;排水&gt;"' in ask(client, "<排水>").content.decode()


def test_excerpt_shows_where_the_word_stands(client):
    notice("公告", summary="开头。" + "前" * 90 + "排水" + "后" * 90)
    (hit,) = ask(client, "排水").context["page_obj"]
    assert "前排水后" in hit.text
    assert len(hit.text) < 100


def test_queries_do_not_grow_with_the_finds(client):
    def add():
        project = ProjectFactory(public=True, name="银杏项目")
        UpdateFactory(title="银杏进展", project=project, approved=True)
        story("银杏案例", division=project.division)
        UnitFactory(name="银杏单位")
        PairingFactory(signed=True, unit_side=UnitFactory(name="银杏中心"))
        AgreementFactory(title="银杏协议", approved=True)
        ActivityFactory(title="巡查", text="银杏", confirmed=True)
        ListItemFactory(title="银杏需求", approved=True)

    def count():
        with CaptureQueriesContext(connection) as queries:
            ask(client, "银杏")
        return len(queries)

    assert Division.objects.count() == 0
    add()
    one = count()
    add()
    assert count() == one <= 30
    for _ in range(4):
        add()
    assert count() <= one
