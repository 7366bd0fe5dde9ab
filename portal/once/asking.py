"""The page that asks before a form is carried out whose token says nothing, or was used for other
content. All that was typed goes with it.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse

from .tokens import NOT_TYPED

_JSON_WORDS = "页面已打开太久，请刷新后再保存。"


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field of the form as it was sent; a password is typed again, not written on a page."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_TYPED and not name.startswith("password")
        for value in values
    ]


def ask_again(request: Any, saved_as: str = "") -> HttpResponse:
    """Ask whether the form is meant; `saved_as` is where the first sending led."""
    if not request.accepts("text/html"):
        refusal = {"success": False, "error_code": "form_token", "error_message": _JSON_WORDS}
        return JsonResponse(refusal, status=400)
    in_admin = request.path.startswith(f"/{settings.ADMIN_PATH}")
    context = {
        "typed": typed(request),
        "files": [(name, file.name) for name, file in request.FILES.items()],
        "saved_as": saved_as,
        "page_title": "请确认是否保存",
        "header_title": "请确认是否保存",
    }
    template = "once/ask_in_admin.html" if in_admin else "once/ask.html"
    response = TemplateResponse(request, template, context, status=409)
    response["Cache-Control"] = "no-store"
    return response
