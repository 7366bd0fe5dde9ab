"""The frame around every page: it stands on a missing page and on a broken server too."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import PageViewRestriction

from portal.context_processors import MORE, NAVIGATION, Face, entries
from tests.factories.pages import standard


@pytest.mark.django_db
def test_a_missing_page_says_so_inside_the_frame(client):
    response = client.get("/no/such/page/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "没有找到这个页面" in html
    assert '<html lang="zh-Hans">' in html
    assert 'class="skip" href="#main"' in html
    assert "主导航" in html


def test_the_page_of_a_broken_server_needs_nothing():
    html = render_to_string("500.html")
    assert "页面暂时打不开" in html
    assert "/static/portal/css/tokens.css" in html


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "500.html"])
def test_a_refusal_is_in_chinese_and_has_nothing_inline(name):
    html = render_to_string(name)
    assert '<html lang="zh-Hans">' in html
    assert "回到首页" in html
    assert "<style" not in html
    assert "<script" not in html


@pytest.mark.django_db
def test_a_form_sent_without_its_token_is_refused_in_words():
    response = Client(enforce_csrf_checks=True).post("/projects/", {"a": 1})
    assert response.status_code == 403
    assert "提交没有被接受" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "words"),
    [(PageViewRestriction.PASSWORD, "查看这个页面需要密码"), (PageViewRestriction.LOGIN, "用户名")],
)
def test_a_closed_page_asks_inside_the_frame(client, kind, words):
    page = standard("内部办法")
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="open-me")
    html = client.get(page.get_url(), follow=True).content.decode()
    assert words in html
    assert "主导航" in html
    assert "内部办法" not in html


@pytest.mark.django_db
def test_care_changes_the_page_and_offers_the_way_back(client):
    client.cookies["care"] = "1"
    html = client.get("/no/such/page/").content.decode()
    assert '<html lang="zh-Hans" class="care">' in html
    assert "portal/css/care.css" in html
    assert "退出关怀版" in html
    assert f"{reverse('care')}?on=0" in html


@pytest.mark.django_db
def test_the_demo_says_so_on_every_page(client, settings):
    settings.DEMO = True
    assert "演示数据" in client.get("/no/such/page/").content.decode()
    settings.DEMO = False
    assert "演示数据" not in client.get("/no/such/page/").content.decode()


@pytest.mark.django_db
def test_nothing_on_a_page_needs_inline_code_or_another_host(client):
    html = client.get("/no/such/page/?q=%22%3E%3Cscript%3E").content.decode()
    assert "style=" not in html
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", html, re.DOTALL)
    assert scripts
    for attributes, inside in scripts:
        assert ' src="/static/' in attributes
        assert not inside
    assert "https://" not in html
    assert "http://" not in html


@pytest.mark.django_db
def test_the_site_is_asked_for_once(django_assert_max_num_queries):
    face = Face(RequestFactory().get("/", headers={"host": "localhost"}))
    assert face.site == face.site
    with django_assert_max_num_queries(0):
        assert face.site == face.site


def test_the_entry_of_the_open_page_is_marked():
    found = entries((("首页", "/"), ("案例", "/cases/")), "/cases/a/")
    assert [entry.current for entry in found] == [False, True]


def test_an_address_that_is_not_installed_is_left_out():
    assert entries((("无", "nowhere:list"),), "/") == []


def test_no_label_stands_twice():
    labels = [label for label, _ in (*NAVIGATION, *MORE)]
    assert len(labels) == len(set(labels))
