"""Who makes which move: a table written by hand, of register, move, role and relation.

Records as tests.factories.cast makes them: an activity reported by the unit, a need of the
community claimed by nobody, a project in which both sides lead.
"""

OWN, NEAR, FAR = "own", "near", "far"
#: Departments: what stands in their places.
PLACES = {
    "street": {OWN, NEAR},
    "east": {OWN, NEAR},
    "west": {FAR},
    "city": {OWN, NEAR, FAR},
    "two": {FAR},
}


def _with(**liaisons: set[str]) -> dict[str, set[str]]:
    """Departments and these liaisons; `two` is liaison of the own unit as well."""
    table = {role: set(relations) for role, relations in PLACES.items()}
    for role, relations in liaisons.items():
        table[role] = table.get(role, set()) | relations
    return table


DEPARTMENTS = PLACES
UNIT = {"unit": {OWN}, "two": {OWN}}
COMMUNITY = {"community": {OWN}}
#: The unit's record: it and departments.
UNIT_TOO = _with(unit={OWN}, two={OWN})
COMMUNITY_TOO = _with(community={OWN})
#: What departments keep is no liaison's to recall.
REVIEW = {
    "approve": DEPARTMENTS, "return_": DEPARTMENTS, "withdraw": DEPARTMENTS, "recall": {},
}  # fmt: skip

#: Register → move → role → relations.
TABLE: dict[str, dict[str, dict[str, set[str]]]] = {
    "pairing": dict.fromkeys(("sign", "start", "expire", "terminate"), DEPARTMENTS),
    "alliance": REVIEW | dict.fromkeys(("submit", "dissolve"), DEPARTMENTS),
    "agreement": REVIEW | dict.fromkeys(("submit", "terminate_agreement"), DEPARTMENTS),
    "list_item": REVIEW
    | dict.fromkeys(("submit", "reopen", "close_need", "close_resource"), COMMUNITY_TOO)
    | {"recall": COMMUNITY}
    | dict.fromkeys(
        ("accept_need", "assign_need", "release_need", "handle", "answer"), DEPARTMENTS
    ),
    "claim": {"withdraw_claim": UNIT_TOO, "fulfil_claim": COMMUNITY_TOO},
    "update": REVIEW | {"submit": UNIT_TOO, "recall": UNIT},
    "activity": {"confirm": COMMUNITY, "dispute": COMMUNITY, "resubmit": UNIT},
    "fund_entry": {
        "verify": DEPARTMENTS,
        "give_back": DEPARTMENTS,
        "reverse": DEPARTMENTS,
        "discard": _with(unit={OWN}, community={OWN}, two={OWN}),
    },
}
