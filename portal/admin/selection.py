"""What is chosen for an act on many: a person's own choice only, on every kind of row.

Wagtail leaves out of such an act what the person may not touch, and tells so by naming it.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.permissions import policy_registry

#: Who has none of these rights on a row never met it on a screen to choose from.
MET_BY = ("choose", "change", "delete")


class SelectionMiddleware:
    """Answers 404 to a bulk action on a row that the person may neither choose nor change.

    One that is not there answers alike, so that nobody learns which keys are taken.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Callable, args: list, kwargs: dict) -> None:
        """Look at what a bulk action names. Raises Http404 where it is not the person's to name."""
        if request.resolver_match.view_name != "wagtail_bulk_action":
            return
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return  # the door answers
        model = _model(kwargs["app_label"], kwargs["model_name"])
        if not _is_own_choice(request.user, model, request.GET):
            raise Http404


def _model(app_label: str, name: str) -> type[Model]:
    try:
        return apps.get_model(app_label, name)
    except LookupError as error:
        raise Http404 from error


def _is_own_choice(user: Any, model: type[Model], asked: Any) -> bool:
    ids = set(asked.getlist("id")) - {"all"}
    met = _met_by(user, model)
    if met is None or met.filter(pk__in=ids).count() < len(ids):
        return False
    if model is not Page or "all" not in asked.getlist("id"):
        return True  # of everything else Wagtail itself takes what the person may change
    return not _all_pages(asked.get("childOf")).exclude(pk__in=met.values("pk")).exists()


def _met_by(user: Any, model: type[Model]) -> QuerySet | None:
    """The rows of a kind that a person works with; None for kinds that nobody has rights on."""
    policy = policy_registry.get_by_type(model)
    if policy is None:
        return None
    if model is Page:
        return policy.explorable_instances(user)
    return policy.instances_user_has_any_permission_for(user, MET_BY)


def _all_pages(parent: str | None) -> QuerySet:
    """What 「all」 means in a list of pages. Raises Http404 for a list below no page."""
    if parent is None:
        return Page.objects.all()
    above = Page.objects.filter(pk=parent).first()
    if above is None:
        raise Http404
    return above.get_descendants()
