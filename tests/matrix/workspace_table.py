"""What the screens of the workspace answer to whom, written by hand."""

from .table import BY_DUTY, EVERYWHERE, FAR, IDLE, NEAR, OWN, opens

#: Registers by their slug, and the rows of the matrix in them.
WORKSPACE_REGISTERS = {
    "pairings": "pairing",
    "alliances": "alliance",
    "agreements": "agreement",
    "activities": "activity",
    "projects": "project",
    "updates": "update",
    "funds": "fund_entry",
    "list-items": "list_item",
    "claims": "claim",
    "organisations": "organisation",
    "places": "division",
    "assignments": "assignment",
    "programme-years": "programme_year",
    "checklist": "checklist_item",
    "review-levels": "review_level",
    "proxies": "proxy",
}


#: Registers that liaisons have nothing to do with; `two` acts as one.
OF_PLACES = ("checklist", "review-levels")
LIAISONS = ("unit", "community", "two")


def workspace_list(role: str, slug: str = "") -> str:
    """What a register's list answers; without a name one that everybody who enters meets."""
    if role == "visitor":
        return "log-in"
    if slug in OF_PLACES and role in LIAISONS:
        return "denied"
    return "denied" if role in (*IDLE, "editor") else "page"


def workspace_record(role: str, slug: str, relation: str) -> str:
    """What a record answers; 「own」 is hidden, 「own shown」 public."""
    if (entered := workspace_list(role, slug)) != "page":
        return entered
    if opens(role, WORKSPACE_REGISTERS[slug], relation):
        return "page"
    # The checklist of a public year is nobody's secret.
    return "denied" if relation.endswith("shown") or slug == "checklist" else "unknown"


#: Rights are given by who steers a place, whichever membership is acted by.
_GIVING = {
    "visitor": ("log-in", "log-in"),
    **dict.fromkeys(
        ("nobody", "ended", "editor", "unit", "community", "auditor"), ("denied", "denied")
    ),
    "*": ("page", "page"),
}
#: Screens that name no register: → role → (read, sent to).
WORKSPACE: dict[str, dict[str, tuple[str, str]]] = {
    "workspace:home": {
        "visitor": ("log-in", "log-in"),
        "nobody": ("denied", "denied"),
        "ended": ("denied", "denied"),
        "editor": ("denied", "denied"),
        "*": ("page", "not so"),
    },
    "workspace:text_guard": {
        "visitor": ("log-in", "log-in"),
        **dict.fromkeys(("nobody", "ended", "editor"), ("denied", "denied")),
        "*": ("page", "not so"),
    },
    # A held text that is none.
    "workspace:release": {
        "visitor": ("log-in", "log-in"),
        **dict.fromkeys(("nobody", "ended", "editor"), ("denied", "denied")),
        "*": ("not so", "unknown"),
    },
    "workspace:people": {
        "visitor": ("log-in", "log-in"),
        **dict.fromkeys(
            ("nobody", "ended", "editor", "unit", "community", "two"), ("denied", "denied")
        ),
        "*": ("page", "not so"),
    },
    "workspace:audit": {
        "visitor": ("log-in", "log-in"),
        **dict.fromkeys(
            ("nobody", "ended", "editor", "unit", "community", "two"), ("denied", "denied")
        ),
        "*": ("page", "not so"),
    },
    "workspace:add_person": _GIVING,
    "workspace:give_membership": _GIVING,
    # A first password is shown once, to who just made it: there is none.
    "workspace:first_password": {
        "visitor": ("log-in", "log-in"),
        **dict.fromkeys(("nobody", "ended", "editor"), ("denied", "denied")),
        **dict.fromkeys(("west", "unit", "community", "two"), ("unknown", "not so")),
        "*": ("page", "not so"),
    },
    "workspace:queue": {
        "visitor": ("log-in", "log-in"),
        **dict.fromkeys(("nobody", "ended", "editor"), ("denied", "denied")),
        "*": ("page", "not so"),
    },
    # Sums for the places of departments and auditors; `two` acts as liaison.
    "workspace:evaluations": {
        "visitor": ("log-in", "log-in"),
        **dict.fromkeys(
            ("nobody", "ended", "editor", "unit", "community", "two"), ("denied", "denied")
        ),
        "*": ("page", "not so"),
    },
    # A pairing that is rated by its two sides alone.
    "workspace:evaluate": {
        "visitor": ("log-in", "log-in"),
        **dict.fromkeys(("unit", "community", "two"), ("page", "page")),
        "west": ("unknown", "unknown"),
        "*": ("denied", "denied"),
    },
    "workspace:suggest": {
        "visitor": ("log-in", "log-in"),
        **dict.fromkeys(("street", "east", "west", "city"), ("page", "page")),
        "*": ("denied", "denied"),
    },
    "workspace:copy_year": {
        "visitor": ("log-in", "log-in"),
        **dict.fromkeys(("city", "administrator", "superuser"), ("page", "page")),
        "*": ("denied", "denied"),
    },
    # Acting by a membership that is not the own one.
    "workspace:choose": {"visitor": ("not so", "log-in"), "*": ("not so", "unknown")},
}

#: Screens about one row, of people and of the trail: who opens them, by relation of the row.
_DEPARTMENTS = {"street": {OWN, NEAR}, "east": {OWN, NEAR}, "west": {FAR}, "city": EVERYWHERE}
_ADMINISTRATORS = dict.fromkeys(("administrator", "superuser"), EVERYWHERE)
#: Everything somebody with a membership, or an administrator, is not denied at the entrance.
_ENTER = (*BY_DUTY, "administrator", "superuser")
_READ_PEOPLE = _DEPARTMENTS | _ADMINISTRATORS | {"auditor": {OWN, NEAR}, "two": {FAR}}
_KEEP_PEOPLE = _DEPARTMENTS | _ADMINISTRATORS | {"two": {FAR}}
#: Address → (who reads the row, who may use the screen, what reading and sending answer then).
ABOUT_A_ROW: dict[str, tuple[dict, dict, tuple[str, str]]] = {
    "workspace:person": (_READ_PEOPLE, _READ_PEOPLE, ("page", "not so")),
    "workspace:account_act": (_READ_PEOPLE, _KEEP_PEOPLE, ("page", "page")),
    # A form that says not upon which version it was filled in.
    "workspace:change_term": (_READ_PEOPLE, _KEEP_PEOPLE, ("page", "asked again")),
    "workspace:end_membership": (_READ_PEOPLE, _KEEP_PEOPLE, ("page", "page")),
}
#: The trail is read by the membership that somebody acts by; liaisons do not read it.
TRAIL = _DEPARTMENTS | _ADMINISTRATORS | {"auditor": {OWN, NEAR}}


def about_a_row(name: str, role: str, relation: str) -> tuple[str, str]:
    """What a screen about a person answers on reading and on sending."""
    if role == "visitor":
        return "log-in", "log-in"
    if role not in _ENTER:
        return "denied", "denied"
    reading, using, answers = ABOUT_A_ROW[name]
    if relation in using.get(role, ()):
        return answers
    if relation in reading.get(role, ()):
        return "denied", "denied"
    return ("unknown", "not so") if name == "workspace:person" else ("unknown", "unknown")


def trail_row(role: str, relation: str) -> tuple[str, str]:
    """What one row of the trail answers."""
    if role == "visitor":
        return "log-in", "log-in"
    if role not in TRAIL:
        return "denied", "denied"
    return ("page" if relation in TRAIL[role] else "unknown"), "not so"
