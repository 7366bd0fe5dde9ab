"""The screens that are looked at, written by hand: which address, as whom, in which state.

Every address of the workspace and of getting in must be among them, every register with its list,
a row and its forms, every kind that waits, and acts of every shape of form.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from partners.models import Event
from partners.workspace.registers import WorkspaceRegister, registers
from partners.workspace.waiting import waitings

from . import doing
from .ground import Ground


@dataclass(frozen=True)
class Screen:
    """An address as somebody meets it; `then` is what they do there before it is looked at."""

    name: str
    role: str
    path: str
    then: doing.Then | None = None
    note: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.role} {self.path} {self.note}"


#: Register → who enters there, and what the address of the form names.
ENTERED = {
    "activities": ("unit", ""),
    "projects": ("unit", "?pairing={pairings}"),
    "updates": ("unit", ""),
    "funds": ("unit", ""),
    "list-items": ("community", "?kind=need"),
    "claims": ("unit", "?item={list-items}"),
    "pairings": ("city", ""),
    "assignments": ("city", "?place={places}"),
    "checklist": ("city", "?year={programme-years}"),
}
#: Register → who changes which row there; None: the row of the register.
CHANGED = {
    "activities": ("unit", "activities-resubmit"),
    "projects": ("unit", "projects-submit"),
    "updates": ("unit", "updates-submit"),
    "funds": ("unit", "funds-discard"),
    "list-items": ("community", "list-items-submit"),
    "claims": ("unit", None),
    "pairings": ("city", "proposed"),
    "assignments": ("city", None),
    "checklist": ("city", None),
}
#: What waits → who decides it one after the other.
DECIDED = {
    "proxies-confirm_proxy": "unit",
    "list-items-close_need": "community",
    "list-items-approve": "city",
    "list-items-accept_need": "city",
    "alliances-approve": "city",
    "agreements-approve": "city",
    "activities-confirm": "community",
    "projects-accept": "community",
    "funds-verify": "city",
    "projects-approve": "city",
    "projects-establish": "city",
    "projects-start_work": "unit",
    "projects-ask_acceptance": "unit",
    "updates-approve": "city",
    "list-items-handle": "unit",
    "list-items-answer": "unit",
    "claims-fulfil_claim": "community",
    "pairings-sign": "city",
    "pairings-expire": "city",
}
#: Acts of every shape: what they ask (a day, a reason, an opinion, a choice, nothing).
ACTS = (
    ("pairings", "sign", "city", "proposed"),
    ("pairings", "start", "city", None),
    ("pairings", "terminate", "city", None),
    ("list-items", "open_to_all", "city", None),
    ("list-items", "close_need", "community", "list-items-close_need"),
    ("projects", "finish_milestone", "unit", None),
    ("projects", "propose_story", "unit", None),
    ("projects", "suspend", "unit", None),
    ("projects", "replan", "unit", None),
    ("updates", "recall", "unit", None),
    ("activities", "take_back", "unit", None),
    ("assignments", "end_assignment", "city", None),
    ("checklist", "remove_item", "city", None),
    ("programme-years", "hide_year", "city", None),
    ("funds", "verify", "city", None),
    ("funds", "give_back", "city", None),
    ("list-items", "answer", "city", "list-items-answer"),
    ("alliances", "approve", "city", None),
    ("alliances", "return_", "city", None),
)


def screens(ground: Ground) -> Iterator[Screen]:
    """All of them."""
    yield from _first_screens()
    for register in registers().values():
        yield from _of_register(register, ground)
    yield from _deciding(ground)
    yield from _acting(ground)
    yield from _about_people(ground)
    yield from _elsewhere(ground)
    yield from _refusals()
    yield from _getting_in(ground)


def _first_screens() -> Iterator[Screen]:
    for role in ("unit", "community", "city", "auditor", "administrator", "two"):
        yield Screen("workspace:home", role, "/workspace/")
    for role in ("community", "city", "auditor"):
        yield Screen("workspace:queue", role, "/workspace/review/")


def _of_register(register: WorkspaceRegister, ground: Ground) -> Iterator[Screen]:
    slug, row = register.slug, ground.rows[register.slug]
    yield Screen("workspace:register", "city", register.url)
    yield Screen("workspace:register", "city", f"{register.url}?q=没有这样的记录", note="empty")
    yield Screen("workspace:record", "city", register.url_of(row))
    if register.is_for is not registers()["checklist"].is_for and slug != "list-items":
        yield Screen("workspace:record", "unit", register.url_of(row))
    if register.entry is not None:
        role, given = ENTERED[slug]
        names = {name: registers()[name].key for name in registers()}
        values = {name: getattr(ground.rows[name], key) for name, key in names.items()}
        path = reverse("workspace:new", args=[slug]) + given.format(**values)
        yield Screen("workspace:new", role, path)
        yield Screen("workspace:new", role, path, doing.send_empty, "sent empty")
    if slug in CHANGED:
        role, name = CHANGED[slug]
        key = getattr(_row(ground, slug, name), register.key)
        yield Screen("workspace:edit", role, reverse("workspace:edit", args=[slug, key]))


def _row(ground: Ground, slug: str, name: str | None) -> Any:
    if name is None:
        return ground.rows[slug]
    return ground.waiting.get(name) or ground.things[name]


def _deciding(ground: Ground) -> Iterator[Screen]:
    for waiting in waitings():
        row = ground.waiting[waiting.name]
        if getattr(waiting, "leads_to", "") == "review":
            key = getattr(row, waiting.key)
            path = reverse("workspace:review", args=[waiting.name, key])
            yield Screen("workspace:review", DECIDED[waiting.name], path, doing.open_all)


def _acting(ground: Ground) -> Iterator[Screen]:
    for slug, act, role, name in ACTS:
        key = getattr(_row(ground, slug, name), registers()[slug].key)
        yield Screen("workspace:act", role, reverse("workspace:act", args=[slug, key, act]))


def _about_people(ground: Ground) -> Iterator[Screen]:
    person, number = ground.things["person"].pk, ground.things["membership"].number
    people = "/workspace/people/"
    yield Screen("workspace:people", "city", people)
    yield Screen("workspace:person", "city", f"{people}{person}/")
    yield Screen("workspace:person", "unit", f"{people}{ground.people['unit'].pk}/", note="own")
    yield Screen("workspace:add_person", "city", f"{people}add/")
    yield Screen("workspace:add_person", "city", f"{people}add/", doing.send_empty, "sent empty")
    login = ground.things["person"].username
    yield Screen("workspace:give_membership", "city", f"{people}give/?login={login}")
    for act in ("deactivate", "password"):
        yield Screen("workspace:account_act", "city", f"{people}{person}/account/{act}/")
    path = f"{people}{person}/account/password/"
    yield Screen("workspace:first_password", "city", path, doing.send_empty, "made anew")
    yield Screen("workspace:change_term", "city", f"{people}{person}/{number}/term/")
    yield Screen("workspace:end_membership", "city", f"{people}{person}/{number}/end/")


def _elsewhere(ground: Ground) -> Iterator[Screen]:
    event = Event.objects.of(ground.rows["pairings"]).first()
    assert event is not None
    yield Screen("workspace:audit", "auditor", "/workspace/audit/")
    yield Screen("workspace:audit_row", "auditor", f"/workspace/audit/{event.pk}/")
    yield Screen("workspace:evaluations", "city", "/workspace/evaluations/")
    path = reverse("workspace:evaluate", args=[ground.rows["pairings"].number])
    yield Screen("workspace:evaluate", "unit", path)
    yield Screen("workspace:evaluate", "unit", path, doing.send_empty, "sent empty")
    yield Screen("workspace:suggest", "city", "/workspace/pairings/suggest/")
    yield Screen("workspace:suggest", "city", "/workspace/pairings/suggest/?side=unit")
    yield Screen("workspace:copy_year", "city", "/workspace/programme-years/copy/")
    yield Screen("workspace:text_guard", "city", "/workspace/text-guard/", doing.open_all)
    yield Screen(
        "workspace:release", "city", "/workspace/text-guard/", doing.release, "without reason"
    )
    yield Screen("workspace:choose", "two", "/workspace/", doing.choose, "the other membership")
    yield Screen("workspace:edit", "city", _proposed(ground), doing.overtaken(ground), "overtaken")
    path = f"{reverse('workspace:new', args=['updates'])}"
    yield Screen("workspace:new", "unit", path, doing.appeal, "stopped words")
    yield Screen(
        "workspace:new", "unit", reverse("workspace:new", args=["claims"]), note="none yet"
    )
    yield Screen("workspace:new", "unit", reverse("workspace:new", args=["list-items"]))
    claimed = ground.rows["claims"].item
    path = f"{reverse('workspace:new', args=['projects'])}?need={claimed.number}"
    yield Screen("workspace:new", "unit", path, note="from a need")
    resource = registers()["list-items"].url_of(ground.things["resource"])
    yield Screen("workspace:record", "city", resource, note="needs it could meet")


def _refusals() -> Iterator[Screen]:
    yield Screen("workspace:people", "unit", "/workspace/people/", note="refused")
    yield Screen("workspace:record", "unit", "/workspace/projects/XM-2024-000000/", note="unknown")
    yield Screen("workspace:home", "nobody", "/workspace/", note="without membership")


def _getting_in(ground: Ground) -> Iterator[Screen]:
    yield Screen("access:login", "visitor", "/login/?next=/workspace/")
    yield Screen(
        "access:login", "visitor", "/login/?next=/workspace/", doing.send_empty, "sent empty"
    )
    yield Screen("access:logout", "unit", "/logout/")
    yield Screen("access:password", "unit", "/password/")
    yield Screen("access:password", "unit", "/password/", doing.send_empty, "sent empty")
    yield Screen("access:set_up", "unit", "/second-factor/setup/")
    yield Screen("access:verify", "with a factor", "/second-factor/")
    path = "/second-factor/?next=/workspace/"
    yield Screen("access:set_up", "with a factor", path, doing.give_code(ground), "set up already")
    yield Screen("access:change_factor", "with a factor", "/second-factor/setup/", doing.send_wrong)


def _proposed(ground: Ground) -> str:
    return reverse("workspace:edit", args=["pairings", ground.things["proposed"].number])
