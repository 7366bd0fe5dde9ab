"""The public site allows nothing inline; only the admin, whose screens need it, does."""

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from portal.csp import AdminPolicyMiddleware


def policy(path: str) -> dict[str, str]:
    """Return the content policy sent with this path, by directive."""
    inner = AdminPolicyMiddleware(lambda request: HttpResponse("text"))
    header = CSPMiddleware(inner)(RequestFactory().get(path))["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.mark.parametrize("path", ["/", "/projects/", "/administration/", "/documents/1/admin/"])
def test_public_pages_load_nothing_inline_and_nothing_from_elsewhere(path):
    sent = policy(path)
    for directive in ("default-src", "script-src", "style-src", "img-src", "form-action"):
        assert sent[directive] == "'self'"
    assert sent["object-src"] == sent["base-uri"] == "'none'"


def test_admin_may_use_what_wagtail_writes_inline():
    sent = policy("/admin/pages/3/edit/")
    assert sent["script-src"] == "'self' 'unsafe-inline'"
    assert sent["style-src"] == "'self' 'unsafe-inline'"
    assert sent["img-src"] == "'self' data: blob:"
    assert sent["object-src"] == "'none'"


def test_admin_policy_holds_no_nonce_which_would_switch_inline_off():
    assert "nonce" not in str(policy("/admin/"))
