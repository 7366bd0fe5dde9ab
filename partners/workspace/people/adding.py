"""Adding a person: account and first membership in one form."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from partners.people.accounts import open_account
from portal.once.views import OnceMixin

from . import passwords
from .forms import TAKEN, PersonFields
from .giving import KeepersOnlyMixin


class AddView(OnceMixin, KeepersOnlyMixin):
    """Stores the person and leads to the first password."""

    template_name = "workspace/people/add.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        start = {"since": timezone.localdate()}
        return self._show(PersonFields(user=self.person, initial=start))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = PersonFields(request.POST, user=self.person)
        if form.is_valid():
            person = form.new_person
            try:
                password = open_account(person, form.membership_of(person), self.person)
            except ValidationError as error:
                form.add_error(None, error.messages)
            except IntegrityError:  # somebody took the name a moment ago
                form.add_error("username", TAKEN)
            else:
                messages.success(request, f"已登记：{person}。")
                return redirect(passwords.keep(request, person, password))
        return self._show(form)

    def _show(self, form: PersonFields) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(form=form))
