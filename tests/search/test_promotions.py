"""Promoted results: shown for their own questions, while they are meant to, and only if public."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Site

from search.models import Promotion
from search.promotions import MOST_SHOWN, promoted
from tests.factories import AgreementFactory, PairingFactory, ProjectFactory, UnitFactory
from tests.factories.pages import front, hidden_stories, restrict, standard, story
from tests.search.promoting import add, promotion, titles

pytestmark = pytest.mark.django_db


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
