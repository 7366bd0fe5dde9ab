"""Chromium opens the site, finds the content policy kept, and asks nobody else for anything."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def noticed(page: Page) -> list[str]:
    """Return the list to which what the page complains of, or asks of others, is added."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("requestfailed", lambda request: found.append(f"failed: {request.url}"))
    return found


def test_login_opens_without_a_complaint(live_server, page, noticed):
    page.goto(f"{live_server}/admin/")
    assert page.title().startswith("登录")
    assert page.get_by_role("button", name="登录").is_visible()
    assert noticed == []


def test_a_page_that_does_not_exist_says_so_in_chinese(live_server, page, noticed):
    answer = page.goto(f"{live_server}/there-is-no-such-page/")
    assert answer is not None
    assert answer.status == 404
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    # Chromium itself reports the 404; the page must add nothing to it.
    assert [said for said in noticed if "404" not in said] == []


def test_an_inline_script_does_not_run_on_the_public_site(live_server, page, noticed):
    page.goto(f"{live_server}/there-is-no-such-page/")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s); }"
    )
    assert page.evaluate("() => window.ran") is None
    assert any("Content Security Policy" in said for said in noticed)
