"""Files that Wagtail's scripts put in (several at once, inside a chooser) carry no token.

There the same content of the same person at the same address is one sending for a minute: a second
one makes nothing and is answered like the first.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import ResolverMatch, reverse
from django.utils import timezone
from wagtail.admin.views.generic.chooser import CreateViewMixin
from wagtail.admin.views.generic.multiple_upload import AddView

from portal.models import FormToken

from . import tokens

MOMENT = timedelta(minutes=1)
_LONGEST: Any = FormToken._meta.get_field("led_to").max_length
#: Steps of a chooser after which there is something new.
_MADE = frozenset({"chosen", "select_format", "duplicate_found"})
JUST_PUT_IN = "这个文件刚刚上传过，没有重复保存。"


def sent_by_script(match: ResolverMatch) -> bool:
    """Whether Wagtail's scripts send files to this address, and what comes is something new."""
    view_class = getattr(match.func, "view_class", object)
    return issubclass(view_class, AddView | CreateViewMixin)


def carry_out(request: Any, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act unless the same came a moment ago; a second sending waits for the end of the first."""
    token = tokens.digest(request, request.user.pk, request.get_full_path())[:40]
    with transaction.atomic():
        before = FormToken.objects.kept(token).first()
        if before and (before.used_at < timezone.now() - MOMENT or _is_gone(before)):
            before.delete()
        kept = FormToken.objects.keep(token, request.user)
        if kept is None:
            return _answer_again(FormToken.objects.kept(token).get().led_to)
        response = act()
        said = _said(response)
        if said.get("success") or said.get("step") in _MADE:
            kept.content = _record(request.resolver_match, said)
            kept.led_to = _led_to(request, said)
            kept.save(update_fields=["content", "led_to"])
        else:
            kept.delete()
    return response


def _said(response: HttpResponse) -> dict[str, Any]:
    """What the answer tells the script."""
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    return json.loads(response.content) if is_json else {}


def _key(said: dict[str, Any]) -> str:
    """The key of what was chosen as it was made."""
    found = said["result"]
    return str((found[0] if isinstance(found, list) else found)["id"])


def _led_to(request: Any, said: dict[str, Any]) -> str:
    """The address that answers as this sending was answered; empty where there is none."""
    if said.get("step") != "chosen":
        return ""
    chosen = reverse(f"{request.resolver_match.namespace}:chosen", args=[_key(said)])
    led_to = f"{chosen}?{request.META['QUERY_STRING']}"
    # A question too long to be kept is none of Wagtail's.
    return led_to if len(led_to) <= _LONGEST else ""


def _record(match: ResolverMatch, said: dict[str, Any]) -> str:
    """Model and key of what was made; empty where the answer does not say."""
    func: Any = match.func
    view = func.view_class(**func.view_initkwargs)
    if said.get("step") == "chosen":
        return f"{view.model_class._meta.label}:{_key(said)}"
    key = said.get(getattr(view, "context_object_id_name", ""))
    return f"{view.get_model()._meta.label}:{key}" if key else ""


def _is_gone(before: FormToken) -> bool:
    """Whether what a sending made was deleted since, so that the same may come again."""
    label, _, key = before.content.partition(":")
    return bool(key) and not apps.get_model(label)._default_manager.filter(pk=key).exists()


def _answer_again(led_to: str) -> HttpResponse:
    if led_to:
        return HttpResponseRedirect(led_to)
    return JsonResponse({"success": False, "error_message": JUST_PUT_IN})
