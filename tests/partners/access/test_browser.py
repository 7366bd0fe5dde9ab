"""Getting in, in a real browser: on a phone and a desk, light and dark."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from partners.enums import StaffRole
from tests.browsing import turn

from .people import PASSWORD, code_for, code_of, demand, secret_on, with_factor, with_password

#: Milliseconds; two busy cores take their time.
expect.set_options(timeout=20_000)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = {"phone": 375, "desk": 1280}


@pytest.fixture(params=[("phone", "light"), ("desk", "dark")], ids="-".join)
def screen(request, browser: Browser, live_server) -> Iterator[Page]:
    """A page of one width and scheme, which asks nobody else for anything."""
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": WIDTHS[width], "height": 812},
        color_scheme=scheme,
        base_url=live_server.url,
        locale="zh-CN",
    )
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    # What the browser itself gives up when it leaves a page, such as its icon, is no failure.
    page.on(
        "requestfailed",
        lambda asked: None if asked.failure == "net::ERR_ABORTED" else heard.append(asked.url),
    )
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(live_server.url) else heard.append(asked.url),
    )
    yield page
    context.close()
    # Chromium itself reports the answers that refuse.
    assert [said for said in heard if not re.search("403|429", said)] == []


def is_sound(page: Page) -> None:
    """The page fits its width and hides nothing from who cannot see it."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def enter(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码", exact=True).fill(password)
    turn(page.get_by_role("button", name="登录"))


def test_from_a_password_that_was_given_to_the_recovery_codes_and_in(screen: Page):
    demand(StaffRole.EDITOR)
    user = with_password("编辑", must_change_password=True)
    screen.goto("/admin/pages/")
    expect(screen.get_by_role("heading", level=1)).to_have_text("登录")
    is_sound(screen)
    enter(screen, user.username, "wrong horse battery")
    expect(screen.get_by_role("alert")).to_contain_text("用户名或密码不正确")
    is_sound(screen)
    enter(screen, user.username)
    expect(screen.get_by_role("heading", level=1)).to_have_text("修改密码")
    is_sound(screen)
    screen.get_by_label("当前密码").fill(PASSWORD)
    screen.get_by_label("新密码", exact=True).fill("short")
    screen.get_by_label("再输入一次新密码").fill("short")
    turn(screen.get_by_role("button", name="修改密码"))
    expect(screen.locator(".field__error")).to_contain_text("10")
    is_sound(screen)
    screen.get_by_label("当前密码").fill(PASSWORD)
    screen.get_by_label("新密码", exact=True).fill("another horse battery")
    screen.get_by_label("再输入一次新密码").fill("another horse battery")
    turn(screen.get_by_role("button", name="修改密码"))
    expect(screen.get_by_role("heading", level=1)).to_have_text("设置二次验证")
    expect(screen.locator(".access__picture svg")).to_be_visible()
    is_sound(screen)
    screen.get_by_label("动态验证码").fill(code_for(secret_on(screen.content())))
    turn(screen.get_by_role("button", name="完成设置"))
    expect(screen.get_by_role("heading", level=1)).to_have_text("请保存恢复码")
    expect(screen.locator(".access__codes li")).to_have_count(10)
    is_sound(screen)
    turn(screen.get_by_role("link", name="已经保存，继续"))
    screen.wait_for_url(re.compile("/admin/pages/"))


def test_a_code_is_given_and_the_factor_looked_at(screen: Page):
    user = with_factor(with_password())
    screen.goto("/login/?next=/second-factor/setup/")
    enter(screen, user.username)
    expect(screen.get_by_role("heading", level=1)).to_have_text("二次验证")
    is_sound(screen)
    screen.get_by_text("手机不在身边，使用恢复码").click()
    screen.get_by_label("恢复码").fill("abcd-efgh-jkmn")
    turn(screen.get_by_role("button", name="使用恢复码"))
    expect(screen.get_by_role("alert")).to_contain_text("恢复码不正确")
    is_sound(screen)
    screen.get_by_label("动态验证码").fill(code_of(user))
    turn(screen.get_by_role("button", name="验证", exact=True))
    screen.wait_for_url(re.compile("/admin/"))
    screen.goto("/second-factor/setup/")
    expect(screen.get_by_role("button", name="停用二次验证")).to_be_visible()
    is_sound(screen)


def test_a_locked_log_in_and_a_closed_door_say_what_to_do(screen: Page):
    user = with_password("督导")
    screen.goto("/login/")
    enter(screen, user.username)
    screen.wait_for_url(re.compile("/workspace/"))
    answer = screen.goto("/admin/")
    assert answer is not None
    assert answer.status == 403
    is_sound(screen)
    turn(screen.get_by_role("link", name="前往工作台"))
    screen.wait_for_url(re.compile("/workspace/"))
    screen.goto("/logout/")
    turn(screen.get_by_role("button", name="退出登录"))
    expect(screen.get_by_text("您已退出登录。")).to_be_visible()
    for _ in range(5):
        enter(screen, user.username, "wrong horse battery")
    expect(screen.get_by_role("heading", level=1)).to_have_text("登录已暂停")
    is_sound(screen)
