"""Files of documents and queries: read as they are, and their flaws said by line."""

import json

import pytest

from search.yardstick.files import UnreadableFile, read_documents, read_queries

DOCUMENT = {
    "id": "a",
    "type": "case",
    "title": "题目",
    "body": "",
    "orgs": ["甲局"],
    "places": ["某市", "某区"],
}
QUERY = {"id": "q", "class": "exact", "query": "题目", "split": "dev", "judgements": {"a": 3}}


@pytest.fixture
def written(tmp_path):
    def write(*rows):
        path = tmp_path / "rows.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def test_documents_are_read_with_their_names(written):
    [document] = read_documents(written(DOCUMENT, ""))
    assert (document.title, document.orgs, document.places) == ("题目", ("甲局",), ("某市", "某区"))


@pytest.mark.parametrize(
    ("row", "flaw"),
    [
        ("{", "第 2 行：不是 JSON"),
        ("[]", "第 2 行：应为一个 JSON 对象"),
        (DOCUMENT | {"id": "b", "type": "poem"}, "第 2 行：未知的类型 poem"),
        ({k: v for k, v in DOCUMENT.items() if k != "body"}, "第 2 行：缺少 body"),
        (DOCUMENT | {"id": "b", "title": " "}, "第 2 行：title 不能为空"),
        (DOCUMENT | {"id": "b", "orgs": "甲局"}, "第 2 行：缺少 orgs"),
        (DOCUMENT | {"id": "b", "places": [1]}, "第 2 行：缺少 places"),
        (DOCUMENT, "编号 a 出现了两次"),
    ],
)
def test_a_flaw_of_a_document_is_said_with_its_line(written, row, flaw):
    with pytest.raises(UnreadableFile, match=flaw):
        read_documents(written(DOCUMENT, row))


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_an_empty_file_is_a_flaw(tmp_path, content):
    path = tmp_path / "empty.jsonl"
    path.write_text(content)
    with pytest.raises(UnreadableFile, match="文件是空的"):
        read_documents(path)


def test_a_missing_file_and_one_of_bytes_are_flaws(tmp_path):
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for name in ("nowhere", "bytes"):
        with pytest.raises(UnreadableFile, match="无法读取"):
            read_documents(tmp_path / name)


def test_queries_are_chosen_by_split(written):
    path = written(QUERY, QUERY | {"id": "r", "split": "blind"})
    assert [query.id for query in read_queries(path, "blind")] == ["r"]
    assert [query.id for query in read_queries(path)] == ["q", "r"]


def test_a_split_without_queries_is_a_flaw_that_names_the_others(written):
    with pytest.raises(UnreadableFile, match="分组 test 中没有查询（文件中的分组：dev）"):
        read_queries(written(QUERY), "test")


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"judgements": {"a": 5}}, "judgements"),
        ({"judgements": {"a": True}}, "judgements"),
        ({"judgements": {}}, "没有一篇文档能回答"),
        ({"query": ""}, "query 不能为空"),
        ({"split": None}, "缺少 split"),
    ],
)
def test_a_flaw_of_a_query_is_said(written, change, flaw):
    with pytest.raises(UnreadableFile, match=flaw):
        read_queries(written(QUERY | change))


def test_a_query_that_nothing_answers_needs_no_grades(written):
    [query] = read_queries(written(QUERY | {"class": "none", "judgements": {}}))
    assert query.judgements == {}
