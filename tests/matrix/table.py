"""What every address answers to whom, written by hand; nothing here asks the application.

Three fronts: the site answers everybody alike, the workspace by duties, the admin by groups. A new
address is to be placed in one of the tables below.
"""

#: What an answer is called here, by its status; a redirect by where it leads.
WORDS = {
    200: "page",
    204: "done",
    400: "wrong",
    403: "denied",
    404: "unknown",
    405: "not so",
    409: "asked again",
}

#: May enter the admin.
STAFF = ("editor", "administrator", "superuser")
#: Logged in, without a duty and not in the admin.
IDLE = ("nobody", "ended")
#: Act by memberships in force.
BY_DUTY = ("unit", "community", "street", "east", "west", "city", "auditor", "two")
ROLES = ("visitor", *IDLE, *BY_DUTY, *STAFF)

# --- Who opens whose row ------------------------------------------------------------------------

OWN, NEAR, FAR = "own", "near", "far"
EVERYWHERE = {OWN, NEAR, FAR}
#: Role → the rows that are not public which it opens. Nobody else opens any.
OPENS = {
    "unit": {OWN},
    "community": {OWN},
    "street": {OWN, NEAR},
    "east": {OWN, NEAR},
    "west": {FAR},
    "city": EVERYWHERE,
    "auditor": {OWN, NEAR},
    "two": {OWN, FAR},
    "editor": EVERYWHERE,
    "administrator": EVERYWHERE,
    "superuser": EVERYWHERE,
}
#: A need is opened by who put it forward, by the unit once it claimed it.
_NEEDS = OPENS | {"unit": set(), "two": {FAR}}
#: Who acts for whom is no business of editors, nor of the other party.
_MEMBERSHIPS = OPENS | {"unit": set(), "community": set(), "two": {FAR}, "editor": set()}
#: Drafts of pages belong to those who work on pages.
_PAGES = dict.fromkeys(STAFF, EVERYWHERE)
#: Telephone numbers are read by who may change the row, and in the admin.
PHONES = OPENS | {"unit": set(), "community": set(), "auditor": set(), "two": {FAR}}
#: What was entered for a unit: it, and the city, where its office stands.
_PROXIES = {
    "city": EVERYWHERE,
    "unit": {OWN},
    "two": {OWN},
    **dict.fromkeys(("administrator", "superuser"), EVERYWHERE),
}
#: An approved need of the community that the unit is paired with is there for it to claim.
_MET = {role: {("list_item", "own shown")} for role in ("unit", "two")}
OPENED = {"list_item": _NEEDS, "membership": _MEMBERSHIPS, "page": _PAGES, "proxy": _PROXIES}


def opens(role: str, name: str, relation: str) -> bool:
    """Whether a role opens the whole row of a register, public or not."""
    if (name, relation) in _MET.get(role, ()):
        return True
    return relation.removesuffix(" shown") in OPENED.get(name, OPENS).get(role, ())


# --- The site -----------------------------------------------------------------------------------

#: Lists and pages that everybody reads, to which nothing is sent.
_READ = [
    "site_map",
    "home:robots",
    "search:results",
    "search:suggest",
    "projects:showcase",
    "projects:project_list",
    "projects:activity_list",
    "projects:fund_list",
    "partners:pairing_list",
    "partners:alliance_list",
    "partners:agreement_list",
    "partners:organisation_list",
    "partners:list_item_list",
    "partners:place_index",
]
#: Answer a form that is sent there as they answer an address.
_READ_EITHER_WAY = [
    "home:sitemap",
    "home:sitemap_section",
    "home:notice_feed",
    "home:case_feed",
    "wagtailcore_authenticate_with_password",
]
#: Records: unknown while hidden, whoever asks.
SITE_RECORDS = {
    "projects:project_detail": "project",
    "projects:activity_detail": "activity",
    "projects:fund_detail": "fund_entry",
    "partners:pairing_detail": "pairing",
    "partners:alliance_detail": "alliance",
    "partners:agreement_detail": "agreement",
    "partners:list_item_detail": "list_item",
}
#: Organisations and places are nobody's secret.
_ALWAYS_PUBLIC = ("partners:organisation_detail", "partners:place_detail")

#: Address → (read, sent to), the same for every role.
SITE: dict[str, tuple[str, str]] = {
    **dict.fromkeys((*_READ, *_ALWAYS_PUBLIC), ("page", "not so")),
    **dict.fromkeys(_READ_EITHER_WAY, ("page", "page")),
    "care": ("moved", "not so"),
    # Pages in the tree: the address asked for is a draft's.
    "wagtail_serve": ("unknown", "unknown"),
}

#: Address → role → (read, sent to); STAFF and the rest by "*".
_IN, _OUT = ("page", "page"), ("log-in", "log-in")
ACCESS: dict[str, dict[str, tuple[str, str]]] = {
    "access:login": {
        "visitor": _IN,
        **dict.fromkeys(STAFF, ("sent back", "page")),
        "*": ("moved", "page"),
    },
    "access:logout": {"visitor": _OUT, "*": ("page", "log-in")},
    "access:password": {"visitor": _OUT, "*": _IN},
    "access:verify": {
        "visitor": _OUT,
        **dict.fromkeys(STAFF, ("sent back", "page")),
        "*": ("moved", "page"),
    },
    "access:set_up": {"visitor": _OUT, "*": ("page", "moved")},
    "access:change_factor": {"visitor": _OUT, "*": ("not so", "page")},
    # What the log-in and the admin are drawn with.
    "wagtailadmin_javascript_catalog": dict.fromkeys(("visitor", *STAFF), ("page", "not so"))
    | {"*": ("denied", "denied")},
    "wagtailadmin_sprite": dict.fromkeys(("visitor", *STAFF), _IN) | {"*": ("denied", "denied")},
    # Wagtail's own pages of getting in, and what stands at their addresses instead.
    "admin/login/": {"visitor": _OUT, "*": _OUT},
    "wagtailadmin_login": {"visitor": _OUT, "*": _OUT},
    "_util/login/": {"visitor": _OUT, "*": _OUT},
    "wagtailcore_login": {"visitor": _OUT, "*": _OUT},
    "admin/logout/": {"visitor": _OUT, "*": ("page", "log-in")},
    "wagtailadmin_logout": {"visitor": _OUT, "*": ("page", "log-in")},
}

#: Files: whose they are, and whether they are public with their record.
FILES = {"wagtaildocs_serve": "fund_entry", "rendition": "activity"}
NEVER_PUBLIC = ("fund_entry",)


def fetches(role: str, name: str, relation: str) -> bool:
    """Whether a role may fetch the file of a row; evidence is for duties, not for telling of it."""
    if relation.endswith(" shown") and name not in NEVER_PUBLIC:
        return True
    return opens(role, name, relation) and (role, name) != ("editor", "fund_entry")
