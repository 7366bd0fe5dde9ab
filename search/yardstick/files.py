"""Documents and judged queries as their files hold them: one JSON object a line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Types a document may have: the kinds of search.sources.
TYPES = (
    "case",
    "project",
    "update",
    "place",
    "organisation",
    "pairing",
    "alliance",
    "agreement",
    "activity",
    "list_item",
    "notice",
    "page",
)
#: Class of the queries that no document answers: an empty page is the right one.
NOTHING_ANSWERS = "none"
#: Stands for the queries of every split.
ALL = "all"


class UnreadableFile(ValueError):
    """A file is not of the form it should be; the message names file, line and flaw."""


@dataclass(frozen=True)
class Document:
    """One thing to be found. `orgs` and `places` are names in words, places from the city down."""

    id: str
    type: str
    title: str
    body: str
    orgs: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """One question: its class, its split, and the grades (0-3) of the documents that answer it."""

    id: str
    kind: str
    query: str
    split: str
    judgements: Mapping[str, int]


def read_documents(path: Path) -> list[Document]:
    """All documents of a file; raises UnreadableFile."""
    documents = [_document(row, where) for where, row in _rows(path)]
    _each_once([document.id for document in documents], path)
    return documents


def read_queries(path: Path, split: str = ALL) -> list[Query]:
    """The queries of one split; raises UnreadableFile, also where there are none."""
    queries = [_query(row, where) for where, row in _rows(path)]
    _each_once([query.id for query in queries], path)
    chosen = [query for query in queries if split in (ALL, query.split)]
    if not chosen:
        known = "、".join(sorted({query.split for query in queries}))
        raise UnreadableFile(f"{path}：分组 {split} 中没有查询（文件中的分组：{known or '无'}）")
    return chosen


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as why:
        raise UnreadableFile(f"{path}：无法读取（{why}）") from why
    found = False
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found = True
            yield f"{path} 第 {number} 行", _row(line, f"{path} 第 {number} 行")
    if not found:
        raise UnreadableFile(f"{path}：文件是空的")


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as why:
        raise UnreadableFile(f"{where}：不是 JSON（{why}）") from why
    if not isinstance(row, dict):
        raise UnreadableFile(f"{where}：应为一个 JSON 对象")
    return row


def _document(row: dict[str, Any], where: str) -> Document:
    document = Document(
        id=_words(row, "id", where),
        type=_words(row, "type", where),
        title=_words(row, "title", where),
        body=_words(row, "body", where, may_be_empty=True),
        orgs=_names(row, "orgs", where),
        places=_names(row, "places", where),
    )
    if document.type not in TYPES:
        raise UnreadableFile(f"{where}：未知的类型 {document.type}（可用：{'、'.join(TYPES)}）")
    return document


def _query(row: dict[str, Any], where: str) -> Query:
    return Query(
        id=_words(row, "id", where),
        kind=_words(row, "class", where),
        query=_words(row, "query", where),
        split=_words(row, "split", where),
        judgements=_grades(row, where),
    )


def _words(row: dict[str, Any], key: str, where: str, *, may_be_empty: bool = False) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise UnreadableFile(f"{where}：缺少 {key}，或它不是文字")
    if not may_be_empty and not value.strip():
        raise UnreadableFile(f"{where}：{key} 不能为空")
    return value


def _names(row: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = row.get(key)
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise UnreadableFile(f"{where}：缺少 {key}，或它不是名称的列表")
    return tuple(dict.fromkeys(name.strip() for name in value if name.strip()))


def _grades(row: dict[str, Any], where: str) -> dict[str, int]:
    grades = row.get("judgements")
    if not isinstance(grades, dict) or not all(_is_grade(grade) for grade in grades.values()):
        raise UnreadableFile(f"{where}：judgements 应为文档到等级（0 至 3）的对照")
    if row.get("class") != NOTHING_ANSWERS and not any(grades.values()):
        raise UnreadableFile(f"{where}：没有一篇文档能回答，类别应为 {NOTHING_ANSWERS}")
    return grades


def _is_grade(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 3


def _each_once(ids: list[str], path: Path) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise UnreadableFile(f"{path}：编号 {one} 出现了两次")
        seen.add(one)
