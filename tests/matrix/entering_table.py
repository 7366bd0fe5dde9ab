"""What forms and acts of the workspace answer to whom, written by hand."""

from tests.makers import COMMUNITY_TOO, DEPARTMENTS, TABLE, UNIT_TOO

from .table import FAR, NEAR, OWN, opens
from .workspace_table import LIAISONS, WORKSPACE_REGISTERS, workspace_list

_PLACES = ("street", "east", "west", "city")
#: `two` acts by its first membership, as liaison of the own unit.
_UNITS = ("unit", "two")
#: Register → who begins a record there.
FORMS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("activities", "projects", "updates", "funds", "list-items"), (*LIAISONS, *_PLACES)
    ),
    "claims": (*_UNITS, *_PLACES),
    **dict.fromkeys(("pairings", "assignments", "checklist"), _PLACES),
}
_BY_PLACE = {role: DEPARTMENTS[role] for role in (*_PLACES, "two")}
#: Register → role → relations of the hidden rows that a form changes.
_CHANGED: dict[str, dict[str, set[str]]] = {
    "activities": _BY_PLACE | {"unit": {OWN}, "two": {OWN, FAR}},
    "list-items": _BY_PLACE | {"community": {OWN}},
    "claims": _BY_PLACE | {"unit": {OWN}, "two": {OWN, FAR}},
    # A draft in which both sides lead.
    "projects": _BY_PLACE | {"unit": {OWN}, "community": {OWN}, "two": {OWN, FAR}},
    "updates": _BY_PLACE,
    "pairings": _BY_PLACE,
    "assignments": _BY_PLACE,
    "checklist": _BY_PLACE,
    "funds": {},  # until it is verified by its author alone
}

_PROJECTS = {
    **dict.fromkeys(
        ("submit", "start_work", "ask_acceptance", "suspend", "resume", "discard_draft"), "author"
    ),
    **dict.fromkeys(("approve", "return_", "withdraw", "establish", "terminate_project"), "place"),
    "recall": "liaisons",
    **dict.fromkeys(("accept", "send_back"), "nobody"),
    **dict.fromkeys(("finish_milestone", "replan", "propose_story"), "author"),
}
_WHO = {
    # By who took part in the work, not for it by a department.
    "liaisons": {"unit": {OWN}, "community": {OWN}, "two": {OWN}},
    "author": DEPARTMENTS | {"unit": {OWN}, "community": {OWN}, "two": {OWN, FAR}},
    "place": DEPARTMENTS,
    "nobody": {},
}
#: Register → act → role → relations: the moves of tests.makers, and what is no move of a state.
ACTS: dict[str, dict[str, dict[str, set[str]]]] = {
    **{slug: TABLE[name] for slug, name in WORKSPACE_REGISTERS.items() if name in TABLE},
    # 「认领/派单」 follows from the first claim, 「退回受理」 from withdrawing the last; the window
    # is opened to all by departments.
    "list-items": {
        act: who
        for act, who in TABLE["list_item"].items()
        if act not in ("assign_need", "release_need")
    }
    | {"open_to_all": DEPARTMENTS, "discard_draft": COMMUNITY_TOO},
    "updates": TABLE["update"] | {"discard_draft": UNIT_TOO},
    "activities": TABLE["activity"] | {"take_back": UNIT_TOO},
    "projects": {act: _WHO[who] for act, who in _PROJECTS.items()},
    "assignments": {"end_assignment": DEPARTMENTS},
    "checklist": {"remove_item": DEPARTMENTS},
    "programme-years": {
        "publish_year": {"city": {OWN, NEAR, FAR}},
        "hide_year": {"city": {OWN, NEAR, FAR}},
    },
    "proxies": {act: {"unit": {OWN}, "two": {OWN}} for act in ("confirm_proxy", "object_to_proxy")},
}


def expected_new(role: str, slug: str) -> set[str]:
    """What the address of a new record answers."""
    if (entered := workspace_list(role, slug)) != "page":
        return {entered}
    if slug not in FORMS:
        return {"unknown"}
    # Some begin at another record, and lead there first.
    return {"page", "moved"} if role in FORMS[slug] else {"denied"}


def changes(role: str, slug: str, relation: str) -> bool:
    """Whether a role changes the hidden row of that relation by its form."""
    allowed = relation in _CHANGED.get(slug, {}).get(role, ())
    return allowed and role in FORMS[slug]


def _hidden(slug: str) -> str:
    """What is answered about a row that is not opened: the checklist of a public year is known."""
    return "denied" if slug == "checklist" else "unknown"


def expected_edit(role: str, slug: str, relation: str, method: str) -> set[str]:
    """What the address of changing a record answers."""
    if (entered := workspace_list(role, slug)) != "page":
        return {entered}
    if role not in FORMS[slug]:
        return {"denied"}
    if not opens(role, WORKSPACE_REGISTERS[slug], relation):
        return {_hidden(slug)}
    if not changes(role, slug, relation):
        return {"denied"}
    return {"page"} if method == "get" else {"page", "asked again"}


def expected_act(role: str, slug: str, act: str, relation: str) -> set[str]:
    """What the address of an act answers: its page, or back where the state forbids it."""
    if (entered := workspace_list(role, slug)) != "page":
        return {entered}
    if slug != "programme-years" and not opens(role, WORKSPACE_REGISTERS[slug], relation):
        return {_hidden(slug)}
    return {"page", "moved"} if relation in ACTS[slug][act].get(role, ()) else {"denied"}


def expected_review(role: str, slug: str, relation: str) -> set[str]:
    """What the page of something that waits answers: to who may read it, whoever decides."""
    if (entered := workspace_list(role, slug)) != "page":
        return {entered}
    return {"page"} if opens(role, WORKSPACE_REGISTERS[slug], relation) else {"unknown"}
