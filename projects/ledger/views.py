"""The ledger's own forms: enter, correct, discard, verify, reverse. What may happen to a line is
decided by bookkeeping.py alone; here its refusals become words on the page.
"""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from partners.admin.facts import Fact, facts_of
from partners.models.register import StaleRecord
from portal.admin.people import person
from portal.conflict.page import ConflictViewMixin
from portal.once.views import OnceMixin
from portal.wording import money
from projects.ledger import bookkeeping
from projects.ledger.evidence import keep_evidence
from projects.models import FundEntry

from .forms import DiscardForm, EntryForm, ReverseForm, VerifyForm

LIST_URL = "ledger_modeladmin_index"
LINE_URL = "ledger_modeladmin_inspect"
_FACTS = (
    "project", "kind", "provider", "receiver", "date", "note", "evidence", "reverses",
    "entered_by", "on_behalf_of", "created_at", "verified_by", "verified_at",
)  # fmt: skip


def line_facts(entry: FundEntry, user: Any) -> list[Fact]:
    """What a line says, its signed amount after the number."""
    amount = Fact("金额（元）", money(entry.signed_amount))
    return [Fact("编号", entry.number), amount, *facts_of(entry, _FACTS, user)]


class LedgerFormView(
    ConflictViewMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView
):
    """A form about a line of the ledger; a refusal stays on the page with all that was typed."""

    model = FundEntry
    template_name = "projects/admin/ledger_form.html"
    conflict_template_name = "conflict/page_in_admin.html"
    header_icon = "clipboard-list"
    button_label: ClassVar[str]
    is_serious = False
    success: ClassVar[str]

    @cached_property
    def entry(self) -> FundEntry | None:
        """The line in the address; Http404 when the person sees no such line."""
        if "pk" not in self.kwargs:
            return None
        rows = FundEntry.objects.visible_to(self.request.user).for_listing()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def carry_out(self, form: BaseForm) -> FundEntry | None:
        """Ask the bookkeeping; returns the line to show next, None for the list."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                shown = self.carry_out(form)
        except StaleRecord:
            form.add_error(None, "这笔资金刚刚被修改，请核对后再试一次。")
        except ValidationError as refused:
            for message in refused.messages:
                form.add_error(None, message)
        except IntegrityError:
            form.add_error(None, "这笔资金刚刚有变化，未作任何改动，请返回台账查看。")
        else:
            messages.success(self.request, self.success)
            url = reverse(LINE_URL, args=[shown.pk]) if shown else reverse(LIST_URL)
            return redirect(url)
        return self.form_invalid(form)

    def get_page_title(self) -> str:
        return self.page_title

    def get_page_subtitle(self) -> str:
        return self.entry.number if self.entry else ""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        items = [*self.breadcrumbs_items, {"url": reverse(LIST_URL), "label": "资金台账"}]
        if self.entry:
            url = reverse(LINE_URL, args=[self.entry.pk])
            items.append({"url": url, "label": self.entry.number})
        return [*items, {"url": "", "label": self.page_title}]

    def get_conflict_context(self, form: Any) -> dict[str, Any]:
        crumbs = {"breadcrumbs_items": self.get_breadcrumbs_items()}
        return super().get_conflict_context(form) | crumbs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        back = reverse(LINE_URL, args=[self.entry.pk]) if self.entry else reverse(LIST_URL)
        return context | {
            "facts": self.facts(),
            "changes_since": self.changes_since(context["form"]),
            "button_label": self.button_label,
            "is_serious": self.is_serious,
            "back_url": back,
            "media": context["form"].media,
        }

    def changes_since(self, form: Any) -> list:
        """What happened to the line since the person saw it."""
        return form.changes_since(self.request.user) if hasattr(form, "is_overtaken") else []

    def facts(self) -> list[Fact]:
        """What the line says; a form that edits it shows that itself."""
        return line_facts(self.entry, self.request.user) if self.entry else []


class EnterView(OnceMixin, LedgerFormView):
    """Puts a line into the ledger; the person logged in is its author."""

    permission_required = "add"
    form_class = EntryForm
    page_title = "录入资金"
    button_label = "录入"
    success = "已录入，等待他人核验。"

    def get_form_kwargs(self) -> dict[str, Any]:
        instance = self.entry or FundEntry(entered_by=person(self.request))
        return super().get_form_kwargs() | {"instance": instance, "for_user": self.request.user}

    def carry_out(self, form: Any) -> FundEntry:
        if file := form.cleaned_data["evidence_file"]:
            title = f"资金凭证 {form.instance.project.number} {form.instance.date}"
            form.instance.evidence = keep_evidence(file, title=title, by=person(self.request))
        return self.write(form.instance)

    def facts(self) -> list[Fact]:
        return []

    def write(self, entry: FundEntry) -> FundEntry:
        """Through the ledger, never by the form itself."""
        return bookkeeping.enter(entry, by=person(self.request))


class CorrectView(EnterView):
    is_sent_once = False  # the version of the line decides
    page_title = "更正资金"
    button_label = "保存更正"
    success = "已更正。"

    def write(self, entry: FundEntry) -> FundEntry:
        return bookkeeping.correct(entry, by=person(self.request))


class LineView(LedgerFormView):
    """A confirmation about one line."""

    entry: FundEntry

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"record": self.entry}


class DiscardView(OnceMixin, LineView):
    permission_required = "add"
    form_class = DiscardForm
    page_title = "作废资金"
    button_label = "确认作废"
    is_serious = True
    success = "已作废，变更记录中保留原内容。"

    def carry_out(self, form: Any) -> None:
        bookkeeping.discard(self.entry, by=person(self.request), **form.cleaned_data)


class VerifyView(LineView):
    permission_required = "change"
    form_class = VerifyForm
    page_title = "核验资金"
    button_label = "确认核验"
    success = "已核验，从现在起不能再改动。"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A second press of the button finds the line verified and says so again."""
        if self.entry.verified_by_id == person(request).pk:
            messages.success(request, self.success)
            return redirect(reverse(LINE_URL, args=[self.entry.pk]))
        return super().post(request, *args, **kwargs)

    def carry_out(self, form: Any) -> FundEntry:
        return bookkeeping.verify(self.entry, by=person(self.request))


class ReverseView(OnceMixin, LineView):
    permission_required = "change"
    form_class = ReverseForm
    page_title = "冲正资金"
    button_label = "确认冲正"
    is_serious = True
    success = "已生成冲正，等待他人核验后生效。"

    def carry_out(self, form: Any) -> FundEntry:
        return bookkeeping.reverse(self.entry, by=person(self.request), **form.cleaned_data)
