"""The editor's form of a page, guarded against saving over what somebody else saved."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from portal.conflict.comparing import THEIRS
from portal.conflict.pages import LOADED, PageConflict


class PageEditView(EditView):
    """As Wagtail's, but what is out of date is shown beside what was saved since."""

    page: Any
    form_class: Any
    #: Fields and lists that stay as they are stored, by the person's choice.
    kept: tuple[str, ...] = ()

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponseBase:
        """Hold the page from reading to writing, so that nobody saves in between."""
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            held = Page._base_manager.select_for_update().filter(pk=page_id)
            held.values_list("pk").first()
            return super().dispatch(request, page_id, **kwargs)

    @cached_property
    def is_out_of_date(self) -> bool:
        """Wagtail believes a form that does not say upon which version it was opened."""
        says = any(self.request.POST.get(name) for name in (LOADED[0], "overwrite_revision_id"))
        return super().is_out_of_date if says else self.latest_revision is not None

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show both versions, or save as chosen there."""
        if self.expects_json_response or self.page.alias_of_id:
            return super().post(request, *args, **kwargs)
        data = request.POST
        decided = "save_as_chosen" in data or "fill_as_chosen" in data
        if not (self.is_out_of_date or decided):
            return super().post(request, *args, **kwargs)
        conflict = self._conflict(decided=decided and not self.is_out_of_date)
        names = conflict.names
        if self.is_out_of_date and names:
            return self._show(conflict)
        if "save_as_chosen" in data and not all(map(conflict.chosen, names)):
            return self._show(conflict)
        self.kept = tuple(name for name in names if conflict.chosen(name) == THEIRS)
        self.page = self.get_object()
        self.form_class = _keeping(self.form_class, self.kept)
        if "fill_as_chosen" in data:
            return self._fill()
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        _give_back(form, self.kept)
        return super().form_invalid(form)

    def _conflict(self, decided: bool) -> PageConflict:
        form = self._bound_form(self.form_class)
        form.defer_required_fields()
        return PageConflict(form, self.latest_revision, self.request.POST, decided=decided)

    def _bound_form(self, form_class: Any) -> Any:
        return form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.get_object(),
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )

    def _fill(self) -> HttpResponse:
        """The form as chosen, not saved."""
        self.form = self._bound_form(self.form_class)
        self.page = self.form.instance
        self.form.defer_required_fields()
        self.form.is_valid()
        _give_back(self.form, self.kept)
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def _show(self, conflict: PageConflict) -> HttpResponse:
        context = {
            "conflict": conflict,
            "record": self.page.get_admin_display_title(),
            "action_url": self.get_edit_url(),
            "page_title": "两份内容需要核对",
            "header_title": "两份内容需要核对",
        }
        template = "conflict/page_in_admin.html"
        return TemplateResponse(self.request, template, context, status=409)


def _keeping(form_class: Any, names: tuple[str, ...]) -> Any:
    """Makes forms that leave these fields and lists as the page has them."""

    def make(*args: Any, **kwargs: Any) -> Any:
        form = form_class(*args, **kwargs)
        for name in names:
            if name in form.fields:
                form.fields[name].disabled = True
            else:
                del form.formsets[name]
        return form

    return make


def _give_back(form: Any, names: tuple[str, ...]) -> None:
    """Let what was kept be changed again, on a form that is shown once more."""
    for name in names:
        if name in form.fields:
            field = form.fields[name]
            field.disabled = False
            field.bound_data = lambda data, initial: initial
        else:
            formset = type(form).formsets[name]
            form.formsets[name] = formset(instance=form.instance, prefix=name)


class PortalPageViewSet(PageViewSet):
    """The screens of every page type of the portal."""

    edit_view_class = PageEditView
