"""Pairing again: the successor is entered in a form filled with what the old pairing says."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from partners.admin_forms import RenewForm
from partners.models import Pairing
from partners.moves.pairing import renew
from portal.admin.listing import rows_for
from portal.admin.people import person
from portal.once.views import OnceMixin

from .views import CLASH


class RenewView(OnceMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Asks for term and sides of the new pairing and hands them to partners.moves.pairing.renew."""

    model = Pairing
    permission_required = "add"
    template_name = "partners/admin/renew.html"
    page_title = "重新结对"
    header_icon = "link"
    form_class = RenewForm
    index_url_name: str = ""
    inspect_url_name: str = ""

    @cached_property
    def pairing(self) -> Pairing:
        """The pairing to be followed; Http404 when the person sees none such."""
        rows = rows_for(self.request.user, Pairing.objects.for_listing())
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"pairing": self.pairing}

    def form_valid(self, form: RenewForm) -> HttpResponse:
        try:
            successor = renew(self.pairing, by=person(self.request), **form.cleaned_data)
        except ValidationError as refused:
            for message in refused.messages:
                form.add_error(None, message)
        except IntegrityError:
            form.add_error(None, CLASH)
        else:
            messages.success(self.request, f"“{successor}”已录入，状态为拟结对。")
            return redirect(reverse(self.inspect_url_name, args=[successor.pk]))
        return self.form_invalid(form)

    def get_page_subtitle(self) -> str:
        return self.pairing.number

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": "结对"},
            {"url": self._record_url, "label": self.pairing.number},
            {"url": "", "label": self.page_title},
        ]

    @property
    def _record_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.pairing.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "pairing": self.pairing,
            "record_url": self._record_url,
            "media": context["form"].media,
        }
