"""Promoted results: shown for their own questions, while they are meant to, and only if public."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from partners.models import Pairing
from search.addresses import own_path, record_at
from search.models import Promotion, PromotionTarget
from search.promotions import MOST_SHOWN, promoted
from tests.admin import client_of, editor, filled_in, told, words
from tests.factories import (
    AgreementFactory,
    DivisionFactory,
    PairingFactory,
    ProjectFactory,
    UnitFactory,
)
from tests.factories.pages import front, hidden_stories, restrict, standard, story

pytestmark = pytest.mark.django_db


def promotion(
    *records: Any, questions: str = "老年食堂\n老人在哪里吃饭", **fields: Any
) -> Promotion:
    """A promotion of these records, in order."""
    made = Promotion(questions=questions, **fields)
    made.full_clean()
    made.save()
    for position, record in enumerate(records):
        add(made, record, position=position)
    return made


def add(made: Promotion, record: Any, **fields: Any) -> PromotionTarget:
    address = record if isinstance(record, str) else address_of(record)
    target = PromotionTarget(promotion=made, address=address, **fields)
    target.full_clean()
    target.save()
    return target


def address_of(record: Any) -> str:
    return record.get_url() if hasattr(record, "get_url") else record.get_absolute_url()


def titles(question: str = "老年食堂", day: date | None = None) -> list[str]:
    return [shown.title for shown in promoted(question, day)]


# --- when ---------------------------------------------------------------------------------------


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "question", ["老年食堂", " 老年 食堂？", "老年食堂。", "老人在哪里吃饭", "老人在哪裏吃飯?"]
)
def test_shown_for_each_of_its_questions_in_any_spelling(question):
    promotion(story("食堂案例"))
    assert titles(question) == ["食堂案例"]


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "question",
    [
        "食堂",
        "老年食堂在哪",
        "",
        "%",
        "_",
        "\n",
        "\0",
        "\ud800",
        "老" * 10_000,
        "老年食堂\n老人在哪里吃饭",
    ],
)
def test_not_shown_for_any_other_question(question):
    promotion(story("食堂案例"))
    assert promoted(question) == []


def test_shown_from_its_first_to_its_last_day():
    promotion(story("食堂案例"), starts_on=date(2024, 5, 1), ends_on=date(2024, 5, 3))
    shown = [day for day in range(1, 10) if titles(day=date(2024, 5, day))]
    assert shown == [1, 2, 3]
    assert titles(day=date(2024, 4, 30)) == []


def test_today_counts_when_no_day_is_given():
    today = timezone.localdate()
    made = promotion(story("食堂案例"), ends_on=today)
    assert titles() == ["食堂案例"]
    Promotion.objects.filter(pk=made.pk).update(ends_on=today - timedelta(days=1))
    assert titles() == []


def test_switched_off_it_is_not_shown():
    promotion(story("食堂案例"), is_active=False)
    assert titles() == []


# --- what ---------------------------------------------------------------------------------------


def test_records_and_pages_in_the_order_of_editors_with_their_words():
    made = promotion()
    project = ProjectFactory(public=True, name="食堂项目")
    add(made, project, position=2, title="看这个项目", text="怎样办起来的")
    add(made, UnitFactory(name="食堂单位"), position=3)
    add(made, standard("办事指南"), position=1)
    shown = promoted("老年食堂")
    assert [one.title for one in shown] == ["办事指南", "看这个项目", "食堂单位"]
    assert shown[1].url == project.get_absolute_url()
    assert [one.text for one in shown] == ["", "怎样办起来的", ""]


def test_what_the_public_may_not_see_is_not_shown(client):
    made = promotion()
    for hidden in hidden_stories("不公开的案例"):
        add(made, f"/cases/{hidden.slug}/")
    for record in (
        PairingFactory(signed=False),
        AgreementFactory(title="不公开的协议"),
        ProjectFactory(name="不公开的项目"),
    ):
        add(made, record)
    assert promoted("老年食堂") == []


def test_what_is_withdrawn_disappears_and_comes_back():
    page = story("食堂案例")
    promotion(page)
    page.unpublish()
    assert titles() == []
    page.save_revision().publish()
    assert titles() == ["食堂案例"]
    restrict(front())
    assert titles() == []


def test_what_was_deleted_is_not_shown():
    page = story("食堂案例")
    promotion(page)
    page.delete()
    assert promoted("老年食堂") == []


def test_a_page_that_moved_is_shown_at_its_new_address():
    page = story("食堂案例")
    promotion(page)
    page.slug = "another-address"
    page.save()
    assert promoted("老年食堂")[0].url == "/cases/another-address/"


def test_a_record_is_shown_once_and_not_more_than_a_few():
    page = story("食堂案例")
    promotion(page, page)
    promotion(page)
    assert titles() == ["食堂案例"]
    promotion(*(UnitFactory() for _ in range(MOST_SHOWN + 3)))
    assert len(titles()) == MOST_SHOWN


def test_never_an_outside_host_whatever_a_site_is_called():
    page = story("食堂案例")
    promotion(page)
    Site.objects.create(hostname="elsewhere.example", root_page=page)
    Site.clear_site_root_paths_cache()
    # Wagtail writes whole addresses where there are two sites.
    assert type(page).objects.get().get_url().startswith("http://")
    assert promoted("老年食堂")[0].url in ("/", "/cases/shi-tang-an-li/")
    Site.clear_site_root_paths_cache()


def test_the_cost_does_not_grow_with_the_records(django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        assert promoted("没有推荐的词") == []
    promotion(UnitFactory(name="甲"))
    promoted("老年食堂")
    with django_assert_max_num_queries(4):
        assert len(promoted("老年食堂")) == 1
    promotion(UnitFactory(name="乙"), UnitFactory(name="丙"))
    with django_assert_max_num_queries(4):
        assert len(promoted("老年食堂")) == 3


# --- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/cases/a/", "/cases/a/"),
        (" /cases/a/?q=1#top ", "/cases/a/"),
        ("http://testserver/cases/a/", "/cases/a/"),
        ("http://localhost:8000/cases/a/", "/cases/a/"),
        ("https://outside.example/cases/a/", None),
        ("//outside.example/cases/a/", None),
        ("http://testserver@outside.example/", None),
        ("http://testserver.outside.example/", None),
        ("/\\outside.example", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http:///cases/", None),
        ("http://[", None),
        ("cases/a/", None),
        ("/\0", None),
        ("", None),
    ],
)
def test_only_addresses_of_this_portal_have_a_path(typed, path):
    assert own_path(typed) == path


def test_a_name_that_stands_for_all_hosts_lets_none_in():
    with override_settings(ALLOWED_HOSTS=["*"]):
        assert own_path("https://outside.example/cases/") is None


def test_every_public_page_of_a_record_is_known_by_its_address():
    for record in (
        PairingFactory(),
        ProjectFactory(),
        UnitFactory(),
        DivisionFactory(),
        story(),
        standard(),
        front(),
    ):
        assert record_at(address_of(record)) == record
    for path in ("/", "/showcase/", "/pairings/", "/admin/", "/nowhere/", "/search/", "/%00"):
        assert path == "/" or record_at(path) is None, path
    assert record_at("/pairings/JD-2024-999999/") is None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://outside.example/", "只能填写本站的网址"),
        ("/nowhere/", "没有对应的页面或记录"),
        ("/pairings/", "没有对应的页面或记录"),
    ],
)
def test_what_leads_nowhere_here_is_refused_in_words(address, why):
    made = promotion()
    with pytest.raises(ValidationError, match=why):
        add(made, address)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"questions": " ，、 "}, "至少填写一个搜索词"),
        ({"questions": "长" * 41}, "超过 40 个字"),
        ({"starts_on": date(2024, 2, 1), "ends_on": date(2024, 1, 1)}, "不能早于"),
    ],
)
def test_what_can_never_be_shown_is_refused(fields, why):
    with pytest.raises(ValidationError, match=why):
        promotion(**fields)


# --- the screen ---------------------------------------------------------------------------------


def form(address: str, **fields: Any) -> dict[str, Any]:
    target = {"address": address, "title": "", "text": "", "position": "0"}
    return nested_form_data(
        {
            "questions": "老年食堂", "starts_on": "", "ends_on": "", "is_active": "on",
            "targets": inline_formset([target]), **fields,
        }
    )  # fmt: skip


def test_an_editor_promotes_and_sees_whether_it_is_public():
    client = client_of(editor())
    page = story("食堂案例")
    response = client.post(reverse("promotion:add"), form(f"http://testserver{page.get_url()}?x=1"))
    made = Promotion.objects.get()
    assert response.status_code == 302
    assert titles() == ["食堂案例"]
    url = reverse("promotion:inspect", args=[made.pk])
    assert "未公开" not in words(client.get(url))
    page.unpublish()
    assert "未公开" in words(client.get(url))


def test_the_form_says_what_is_wrong_with_an_address_and_keeps_it():
    client = client_of(editor())
    page = words(client.post(reverse("promotion:add"), form("https://outside.example/x")))
    assert "只能填写本站的网址" in page
    assert "https://outside.example/x" in page
    assert not Promotion.objects.exists()


def test_a_promotion_leads_somewhere():
    client = client_of(editor())
    data = form("/", targets=inline_formset([]))
    assert client.post(reverse("promotion:add"), data).status_code == 200
    assert not Promotion.objects.exists()


def test_a_changed_question_counts_at_once():
    client = client_of(editor())
    made = promotion(story("食堂案例"))
    url = reverse("promotion:edit", args=[made.pk])
    response = client.post(url, filled_in(client, url, questions="助餐点", is_active="on"))
    assert "已保存" in told(response)
    assert (titles("老年食堂"), titles("助餐点")) == ([], ["食堂案例"])


def test_deleted_it_is_gone_with_its_targets():
    client = client_of(editor())
    made = promotion(story("食堂案例"))
    client.post(reverse("promotion:delete", args=[made.pk]))
    assert not PromotionTarget.objects.exists()
    assert promoted("老年食堂") == []
    assert not Pairing.objects.exists()
