"""Entering, changing and deciding in the workspace: every form and act, every role, every row."""

import pytest
from django.urls import reverse

from partners.workspace.registers import registers
from partners.workspace.waiting import waitings

from .asking import given_away, listed, text_of, watched, word_of
from .entering_table import (
    ACTS,
    FORMS,
    changes,
    expected_act,
    expected_edit,
    expected_new,
    expected_review,
)
from .table import BY_DUTY, ROLES
from .workspace_table import WORKSPACE_REGISTERS

pytestmark = pytest.mark.django_db

_RELATIONS = ("own", "near", "far")
#: Roles that make any move at all.
ACTING = [role for role in BY_DUTY if role != "auditor"]


def _wrong(rows, asker, method, path, words):
    with watched() as written:
        response = asker.ask(method, path)
    got, leaks = word_of(response), given_away(rows, asker.role, text_of(response))
    if got in words and not leaks and not written:
        return []
    return [(path, method, got, words, leaks, written)]


def _address(name, slug, rows, relation, *more):
    record = rows.of(WORKSPACE_REGISTERS[slug], relation)
    return reverse(f"workspace:{name}", args=[slug, getattr(record, registers()[slug].key), *more])


def test_every_form_and_every_act_is_in_a_table():
    written = {slug for slug, register in registers().items() if register.entry is not None}
    assert written == set(FORMS)
    acts = {slug: set(r.possible_acts) for slug, r in registers().items() if r.possible_acts}
    assert acts == {slug: set(by_act) for slug, by_act in ACTS.items()}


@pytest.mark.parametrize("role", ROLES)
def test_new_forms(rows, askers, role):
    wrong = []
    for slug in registers():
        for method in ("get", "post"):
            path = reverse("workspace:new", args=[slug])
            wrong += _wrong(rows, askers[role], method, path, expected_new(role, slug))
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_changing(rows, askers, role):
    wrong = []
    for slug in FORMS:
        if slug not in WORKSPACE_REGISTERS:
            continue
        for relation in _RELATIONS:
            path = _address("edit", slug, rows, relation)
            for method in ("get", "post"):
                words = expected_edit(role, slug, relation, method)
                wrong += _wrong(rows, askers[role], method, path, words)
    assert not wrong, listed(wrong)
    assert any(changes(role, slug, r) for slug in FORMS for r in _RELATIONS) == (
        role in ("unit", "community", "street", "east", "west", "city", "two")
    )


@pytest.mark.parametrize("role", ROLES)
def test_acts(rows, askers, role):
    """Who never acts is asked about the own rows alone; what is refused is sent once a row."""
    wrong = []
    for slug, by_act in ACTS.items():
        for relation in _RELATIONS if role in ACTING else ("own",):
            for n, act in enumerate(by_act):
                path = _address("act", slug, rows, relation, act)
                words = expected_act(role, slug, act, relation)
                wrong += _wrong(rows, askers[role], "get", path, words)
                if "page" not in words and (n == 0 or (relation == "own" and role in ACTING)):
                    wrong += _wrong(rows, askers[role], "post", path, words)
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_reviewing(rows, askers, role):
    wrong = []
    for waiting in waitings():
        slug = getattr(waiting, "register", "")
        if slug not in WORKSPACE_REGISTERS:
            continue
        for relation in _RELATIONS:
            key = getattr(rows.of(WORKSPACE_REGISTERS[slug], relation), registers()[slug].key)
            path = reverse("workspace:review", args=[waiting.name, key])
            wrong += _wrong(rows, askers[role], "get", path, expected_review(role, slug, relation))
    assert not wrong, listed(wrong)
