"""The workspace: lists, records and sheets by duty, canaries of others nowhere."""

import pytest

from partners.workspace.registers import registers

from .addresses import addresses, path_of
from .asking import given_away, listed, text_of, watched, word_of
from .table import ROLES
from .workspace_table import (
    ABOUT_A_ROW,
    WORKSPACE,
    WORKSPACE_REGISTERS,
    about_a_row,
    trail_row,
    workspace_list,
    workspace_record,
)

pytestmark = pytest.mark.django_db

_BY_NAME = {address.name: address for address in addresses()}
#: Registers whose rows everybody may know, or that are one for all.
_NO_SECRET = ("organisations", "places", "programme-years")
_RELATIONS = ("own", "near", "far", "own shown", "near shown", "far shown")
_QUESTIONS = ("", "?export=csv", "?q=雀")


def _wrong(rows, asker, method, path, word):
    with watched() as written:
        response = asker.ask(method, path)
    got = word_of(response)
    leaks = given_away(rows, asker.role, text_of(response))
    return [(path, method, got, word, leaks, written)] if got != word or leaks or written else []


@pytest.mark.parametrize("role", ROLES)
def test_lists_and_sheets(rows, askers, role):
    wrong = []
    for register in registers().values():
        word = workspace_list(role, register.slug)
        for question in _QUESTIONS if word == "page" else _QUESTIONS[:1]:
            wrong += _wrong(rows, askers[role], "get", register.url + question, word)
        sent = "not so" if word == "page" else word
        wrong += _wrong(rows, askers[role], "post", register.url, sent)
    for name, answers in WORKSPACE.items():
        path = path_of(_BY_NAME[name], rows, "own")
        for method, word in zip(("get", "post"), answers.get(role, answers["*"]), strict=True):
            wrong += _wrong(rows, askers[role], method, path, word)
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_records(rows, askers, role):
    wrong = []
    for slug, name in WORKSPACE_REGISTERS.items():
        if slug in _NO_SECRET:
            continue
        for relation in _RELATIONS:
            where, _, shown = relation.partition(" ")
            if shown and (name, where) not in rows.shown:
                continue
            path = registers()[slug].url_of(rows.of(name, relation))
            word = workspace_record(role, slug, relation)
            wrong += _wrong(rows, askers[role], "get", path, word)
        entered = workspace_list(role, slug)
        sent = "not so" if entered == "page" else entered
        wrong += _wrong(rows, askers[role], "post", path, sent)
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_people_and_the_trail(rows, askers, role):
    wrong = []
    for relation in ("own", "near", "far"):
        asked = {name: about_a_row(name, role, relation) for name in ABOUT_A_ROW}
        asked["workspace:audit_row"] = trail_row(role, relation)
        for name, answers in asked.items():
            path = path_of(_BY_NAME[name], rows, relation)
            for method, word in zip(("get", "post"), answers, strict=True):
                wrong += _wrong(rows, askers[role], method, path, word)
    assert not wrong, listed(wrong)
