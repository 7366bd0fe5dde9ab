"""Every address the resolver knows, and how the places in it are filled."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from .rows import Rows

_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """One pattern: what the tables call it, its route, and its own name with namespaces.

    The tables call it by its name; by its route where it has none, or another has it too.
    """

    name: str
    route: str
    own_name: str

    @property
    def places(self) -> list[str]:
        """The names of what is filled in."""
        return _PLACE.findall(self.route)


def addresses() -> list[Address]:
    """All of them, in the order in which they are tried; a name's second goes by its route."""
    found: dict[str, Address] = {}
    for address in _below(get_resolver(), "", ""):
        name = address.route if address.name in found else address.name
        found[name] = Address(name, address.route, address.own_name)
    return list(found.values())


def _below(resolver: URLResolver, route: str, space: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        longer = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = f"{space}{entry.name}" if entry.name else longer
            yield Address(name, longer, name)
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _below(entry, longer, inner)


def path_of(address: Address, rows: Rows, relation: str) -> str:
    """The path under which a person would ask, with the row of that relation.

    Raises LookupError where nothing says how a place in it is filled.
    """
    if (whole := _WHOLE.get(address.own_name)) is not None:
        return whole(rows, relation)
    path = address.route.replace("^", "")
    for place in address.places:
        path = _PLACE.sub(str(_value(address.own_name, place, rows, relation)), path, count=1)
    return f"/{path}"


def _value(name: str, place: str, rows: Rows, relation: str) -> object:
    for key in (f"{name}|{place}", f"{name.split(':', 1)[0]}|{place}", place):
        if key in _VALUES:
            return _VALUES[key](rows, relation)
    raise LookupError(f"{name}: how is <{place}> filled?")


Filling = Callable[[Rows, str], object]


def _key(name: str) -> Filling:
    return lambda rows, relation: rows.of(name, relation).pk


def _number(name: str) -> Filling:
    return lambda rows, relation: rows.of(name, relation).number


def _fixed(value: object) -> Filling:
    return lambda rows, relation: value


def _thing(name: str) -> Filling:
    return lambda rows, relation: rows.things[name].pk


#: Records by relation, by the names of their screens.
RECORDS = (
    "pairing", "alliance", "agreement", "assignment", "organisation", "division", "membership",
    "list_item", "claim", "project", "update", "activity",
)  # fmt: skip
#: What is there once, whoever asks.
THINGS = (
    "programme", "programme_year", "checklist_item", "list_category", "project_field", "measure",
    "outcome", "synonym", "stop_word", "promotion", "review_level",
)  # fmt: skip
_PUBLIC = ("pairing", "alliance", "agreement", "organisation", "list_item", "project", "activity")

_VALUES: dict[str, Filling] = {
    **{f"{name}|pk": _key(name) for name in RECORDS},
    **{f"choose_{name}|pk": _key(name) for name in RECORDS},
    **{f"{name}|pk": _thing(name) for name in THINGS},
    **{f"partners:{name}_detail|number": _number(name) for name in _PUBLIC},
    **{f"projects:{name}_detail|number": _number(name) for name in _PUBLIC},
    "choose_need|pk": _key("list_item"),
    "choose_user|pk": _thing("person"),
    "projects:fund_detail|number": _number("fund_entry"),
    "partners:place_detail|code": lambda rows, relation: rows.of("division", relation).code,
    "move": _fixed("approve"),
    "pairing|move": _fixed("sign"),
    "activity|move": _fixed("confirm"),
    **{
        f"workspace:{name}|pk": lambda rows, relation: rows.of("membership", relation).user_id
        for name in (
            "person",
            "first_password",
            "account_act",
            "change_term",
            "end_membership",
        )
    },
    "workspace:change_term|number": _number("membership"),
    "workspace:end_membership|number": _number("membership"),
    "workspace:account_act|act": _fixed("deactivate"),
    "workspace:audit_row|pk": lambda rows, relation: rows.told["pairing", relation].pk,
    "workspace:release|pk": _fixed(1),
    "workspace:evaluate|number": _number("pairing"),
    "role_policy|pk": _thing("role_policy"),
    "access_reset_factor|pk": _thing("person"),
    **{
        f"ledger_{name}|pk": _key("fund_entry")
        for name in (
            "correct",
            "discard",
            "verify",
            "reverse",
            "history",
            "history_results",
        )
    },
    "instance_pk": _key("fund_entry"),
    # Pages: a draft, its revision, its place in a workflow.
    **{
        place: _thing("page")
        for place in ("page_id", "parent_page_id", "page_pk", "page_to_move_id")
    },
    "wagtailadmin_api|pk": _thing("page"),
    "wagtailadmin_api:documents:detail|pk": _thing("document"),
    "wagtailadmin_api:images:detail|pk": _thing("image"),
    "wagtailadmin_api:pages:action|action_name": _fixed("delete"),
    "destination_id": _thing("column"),
    "revision_id": _thing("revision"),
    "task_state_id": _fixed(1),
    "workflow_state_id": _fixed(1),
    "action_name": _fixed("approve"),
    "content_type_app_name": _fixed("projects"),
    "content_type_model_name": _fixed("casestorypage"),
    "wagtailadmin_pages:choose_parent|app_label": _fixed("projects"),
    "wagtailadmin_pages:choose_parent|model_name": _fixed("casestorypage"),
    "wagtail_bulk_action|app_label": _fixed("wagtailcore"),
    "wagtail_bulk_action|model_name": _fixed("page"),
    "wagtail_bulk_action|action": _fixed("delete"),
    "wagtailadmin_tag_model_autocomplete|app_name": _fixed("taggit"),
    "wagtailadmin_tag_model_autocomplete|model_name": _fixed("tag"),
    "wagtailadmin_collections|pk": _thing("collection"),
    "collection_id": _thing("collection"),
    "wagtailadmin_workflows|pk": _thing("workflow"),
    "workflow_pk": _thing("workflow"),
    "wagtailadmin_workflows:edit_task|pk": _thing("task"),
    "wagtailadmin_workflows:disable_task|pk": _thing("task"),
    "wagtailadmin_workflows:enable_task|pk": _thing("task"),
    "task_id": _thing("task"),
    "wagtailadmin_workflows:add_task|app_label": _fixed("wagtailcore"),
    "wagtailadmin_workflows:add_task|model_name": _fixed("groupapprovaltask"),
    "wagtailadmin_editing_sessions|app_label": _fixed("wagtailcore"),
    "wagtailadmin_editing_sessions|model_name": _fixed("page"),
    "object_id": _thing("page"),
    "session_id": _fixed(1),
    "redirect_id": _thing("redirect"),
    "wagtailsettings|app_name": _fixed("home"),
    "wagtailsettings|model_name": _fixed("sitesettings"),
    "wagtailsettings|pk": _thing("site"),
    **{place: _thing("document") for place in ("document_id", "doc_id")},
    "uploaded_file_id": _fixed(1),
    "image_id": _thing("image"),
    "filter_spec": _fixed("width-200"),
    "wagtailsites|pk": _thing("site"),
    "wagtailusers_users|pk": _thing("person"),
    "wagtailusers_groups|pk": _thing("group"),
    "wagtaildocs_chooser|pk": _thing("document"),
    "wagtailimages_chooser|pk": _thing("image"),
    "uidb64": _fixed("MQ"),
    "token": _fixed("abcdef-0123456789abcdef0123456789abcdef"),
    "restriction_id": _fixed(1),
    "page_view_restriction_id": _thing("restriction"),
    "section": _fixed("projects"),
}

#: Addresses that are no plain routes.
_WHOLE: dict[str, Callable[[Rows, str], str]] = {
    "admin/^.*/$": lambda rows, relation: "/admin/nothing-here/",
    "wagtailadmin_pages:revisions_compare": lambda rows, relation: (
        f"/admin/pages/{rows.things['page'].pk}/revisions/compare/earliest...latest/"
    ),
    "wagtaildocs_serve": lambda rows, relation: rows.of("fund_entry", relation).evidence.url,
    "rendition": lambda rows, relation: rows.scaled[relation],
    "wagtail_serve": lambda rows, relation: f"/cases/{rows.things['page'].slug}/",
}
