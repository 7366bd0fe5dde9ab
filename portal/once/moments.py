"""Files that Wagtail's scripts put in (several at once, inside a chooser) carry no token.

There the same content of the same person at the same address is one sending for a minute: a second
one makes nothing and is answered like the first.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

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
JUST_PUT_IN = "这个文件刚刚上传过，没有重复保存。"


def sent_by_script(match: ResolverMatch) -> bool:
    """Whether Wagtail's scripts send files to this address, and what comes is something new."""
    view_class = getattr(match.func, "view_class", object)
    return issubclass(view_class, AddView | CreateViewMixin)


def carry_out(request: Any, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act unless the same came a moment ago; a second sending waits for the end of the first."""
    token = tokens.digest(request, request.user.pk, request.get_full_path())[:40]
    with transaction.atomic():
        FormToken.objects.kept(token).filter(used_at__lt=timezone.now() - MOMENT).delete()
        kept = FormToken.objects.keep(token, request.user)
        if kept is None:
            return _answer_again(FormToken.objects.kept(token).get().led_to)
        response = act()
        made, kept.led_to = _made(request, response)
        if made:
            kept.save(update_fields=["led_to"])
        else:
            kept.delete()
    return response


def _made(request: Any, response: HttpResponse) -> tuple[bool, str]:
    """Whether something was made, and the address that answers as this sending was answered."""
    if not response.headers.get("Content-Type", "").startswith("application/json"):
        return False, ""
    said = json.loads(response.content)
    if said.get("step") == "chosen":
        found = said["result"]
        key = (found[0] if isinstance(found, list) else found)["id"]
        chosen = reverse(f"{request.resolver_match.namespace}:chosen", args=[key])
        led_to = f"{chosen}?{request.META['QUERY_STRING']}"
        # A question too long to be kept is none of Wagtail's.
        return True, led_to if len(led_to) <= _LONGEST else ""
    return bool(said.get("success")) or said.get("step") in ("select_format", "duplicate_found"), ""


def _answer_again(led_to: str) -> HttpResponse:
    if led_to:
        return HttpResponseRedirect(led_to)
    return JsonResponse({"success": False, "error_message": JUST_PUT_IN})
