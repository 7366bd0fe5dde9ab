"""`{% csrf_token %}` as everywhere; where the form creates something, its token goes along.

Loaded for every template (settings, builtins), so that Wagtail's own forms carry it too.
"""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from portal.once.tokens import FIELD

register = template.Library()


class FormTokensNode(CsrfTokenNode):
    """The hidden fields of a form that is posted."""

    def render(self, context: Any) -> str:
        fields = super().render(context)
        token = getattr(context.get("request"), "form_token", "")
        if not token:
            return fields
        return format_html('{}<input type="hidden" name="{}" value="{}">', fields, FIELD, token)


@register.tag
def csrf_token(parser: Parser, token: Token) -> FormTokensNode:
    """The hidden fields that say whose form it is and, where it creates, which one it is."""
    return FormTokensNode()
