"""Groups in the admin: what Wagtail's form of a group writes in bulk is told of."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponse
from wagtail.models import GroupCollectionPermission, GroupPagePermission
from wagtail.users.views import groups

from portal.changes import rows_changed

_GRANTS: tuple[Any, ...] = (GroupPagePermission, GroupCollectionPermission)


class _TellingMixin:
    """Saves group and grants together or not at all, and tells of grants that were added.

    Wagtail creates them in bulk, which sends no signals; what it takes away sends Django's own.
    """

    object: Group

    def process_form(self) -> HttpResponse:
        """As Wagtail does, then tell."""
        with transaction.atomic():
            before = _grants_of(self.object)
            response = super().process_form()  # type: ignore[misc]
            for model, pks in _grants_of(self.object).items():
                if added := pks - before[model]:
                    rows_changed.send(model, pks=sorted(added))
        return response


def _grants_of(group: Group) -> dict[Any, set[int]]:
    if group.pk is None:
        return {model: set() for model in _GRANTS}
    return {m: set(m.objects.filter(group=group).values_list("pk", flat=True)) for m in _GRANTS}


class CreateView(_TellingMixin, groups.CreateView):
    """Makes a group."""


class EditView(_TellingMixin, groups.EditView):
    """Changes a group."""


class GroupViewSet(groups.GroupViewSet):
    """Wagtail's screens of groups with these forms."""

    add_view_class = CreateView
    edit_view_class = EditView
