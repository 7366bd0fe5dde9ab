"""The screens of promotions: editors promote, are told what is wrong, change and delete."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from partners.models import Pairing
from search.models import Promotion, PromotionTarget
from search.promotions import promoted
from tests.admin import client_of, editor, filled_in, told, words
from tests.factories.pages import story
from tests.search.promoting import promotion, titles

pytestmark = pytest.mark.django_db


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
