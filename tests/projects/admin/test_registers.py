"""Projects, updates, activities and outcomes in the admin: who may see them, what lists cost."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin import (
    administrator,
    client_of,
    editor,
    is_refused,
    is_sent_to_login,
    rows_of,
    somebody_with,
    words,
)
from tests.factories import (
    ActivityFactory,
    MeasureFactory,
    OutcomeFactory,
    ProjectFactory,
    ProjectFieldFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db

REGISTERS = {"project": ProjectFactory, "update": UpdateFactory, "activity": ActivityFactory}
VOCABULARY = {
    "outcome": OutcomeFactory,
    "measure": MeasureFactory,
    "project_field": ProjectFieldFactory,
}
ALL = REGISTERS | VOCABULARY


def addresses(name: str, pk: int) -> dict[str, str]:
    found = {kind: reverse(f"{name}:{kind}") for kind in ("index", "index_results", "add")}
    kinds = ("inspect", "history", "edit") + (("delete",) if name in VOCABULARY else ())
    return found | {kind: reverse(f"{name}:{kind}", args=[pk]) for kind in kinds}


@pytest.mark.parametrize("name", ALL)
def test_each_role_reaches_what_it_may(name):
    urls = addresses(name, ALL[name]().pk)
    visitor, stranger = client_of(None), client_of(somebody_with())
    assert all(is_sent_to_login(visitor.get(url)) for url in urls.values())
    assert all(is_refused(stranger.get(url)) for url in urls.values())
    reader = client_of(editor())
    refused = {kind for kind, url in urls.items() if is_refused(reader.get(url))}
    assert refused == {"add", "edit", "delete"} & set(urls)
    everything = client_of(administrator())
    assert all(everything.get(url).status_code == 200 for url in urls.values())


@pytest.mark.parametrize("kind", ["choose", "choose_results"])
def test_projects_are_chosen_by_those_who_may_see_them(kind):
    ProjectFactory(name="向阳雅居排水涵闸")
    url = reverse(f"choose_project:{kind}")
    assert is_refused(client_of(somebody_with()).get(url))
    project = ProjectFactory(name="别的项目")
    found = client_of(editor()).get(reverse("choose_project:choose_results"), {"q": "排水"})
    assert "向阳雅居排水涵闸" in words(found)
    assert project.name not in words(found)


@pytest.mark.parametrize("name", [n for n in ALL if n not in ("measure", "project_field")])
def test_a_list_costs_the_same_with_one_row_and_with_three(client, name):
    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    url = reverse(f"{name}:index_results")
    ALL[name]()
    client.get(url)
    one = asked()
    ALL[name](), ALL[name]()
    assert asked() == one
    assert one <= 16


@pytest.mark.parametrize("name", ["project", "update", "activity", "outcome"])
def test_a_sheet_has_a_row_a_record_under_chinese_headings(client, name):
    ALL[name]()
    headings, *rows = rows_of(client.get(reverse(f"{name}:index"), {"export": "xlsx"}))
    assert len(rows) == 1
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in word) for word in headings)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("project", {"stage": "flying"}),
        ("project", {"origin": "mars"}),
        ("update", {"happened_on_from": "yesterday"}),
        ("activity", {"date_from": "2024-99-99"}),
        ("activity", {"owner": "nobody"}),
        ("outcome", {"measure": "abc"}),
        ("outcome", {"q": "长" * 5000}),
    ],
)
def test_a_wrong_question_is_no_error(client, name, query):
    ALL[name]()
    assert client.get(reverse(f"{name}:index"), query).status_code == 200


@pytest.mark.parametrize("name", ["measure", "project_field"])
def test_used_vocabulary_is_not_deleted(client, name):
    used = {"measure": lambda: OutcomeFactory().measure, "project_field": lambda: ProjectFactory()
            .field}[name]()  # fmt: skip
    response = client.post(reverse(f"{name}:delete", args=[used.pk]), follow=True)
    assert "使用，不能删除" in words(response)
    assert type(used).objects.filter(pk=used.pk).exists()


def test_activities_stand_in_the_menu_of_pairings_and_settings_in_theirs(client):
    page = words(client.get(reverse("wagtailadmin_home")))
    for label in ("结对活动", "项目领域", "成效指标", "资金台账", "行动年度", "需求资源清单"):
        assert label.encode("unicode_escape").decode() in page, label
