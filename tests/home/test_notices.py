"""Notices: by their official date, with files the public may have."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import DocumentFactory
from tests.factories.pages import notice, notice_column, restrict

pytestmark = pytest.mark.django_db


def test_notices_stand_by_date_whenever_they_were_published(client):
    notice("第二季度", date=datetime.date(2024, 6, 30))
    notice("第一季度", date=datetime.date(2024, 3, 31))
    shown = client.get("/notices/").context["page_obj"]
    assert [one.title for one in shown] == ["第二季度", "第一季度"]


def test_notice_shows_date_issuer_body_and_public_files(client):
    shown, hidden = DocumentFactory(title="申报表", is_public=True), DocumentFactory(title="底稿")
    files = ("documents", {"title": "附件", "documents": [shown, hidden]})
    page = notice(
        "征集公告",
        date=datetime.date(2024, 5, 6),
        issuer="演示主办单位",
        body=[("paragraph", "<p>现予公告。</p>"), files],
    )
    content = client.get(page.url).content.decode()
    for words in ("征集公告", "演示主办单位", "现予公告", "申报表", '<time datetime="2024-05-06">'):
        assert words in content
    assert "底稿" not in content


def test_hidden_notices_are_not_listed(client):
    notice("草稿公告", live=False)
    restrict(notice("内部公告"))
    content = client.get("/notices/").content.decode()
    assert "草稿公告" not in content
    assert "内部公告" not in content


def test_list_costs_the_same_queries_at_any_length(client):
    def count():
        client.get("/notices/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/notices/")
        return len(queries)

    notice()
    one = count()
    notice()
    notice()
    assert count() == one <= 8


def test_page_out_of_range_is_not_found(client):
    for _ in range(21):
        notice()
    assert client.get("/notices/?page=2").status_code == 200
    assert client.get("/notices/?page=3").status_code == 404


def test_column_of_notices_says_when_it_is_private(client):
    notice("公告", slug="one")
    restrict(notice_column())
    assert client.get("/notices/one/").status_code == 302
