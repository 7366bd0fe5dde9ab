"""A department keeps people in a real browser, on a phone and at a desk, by day and night."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import turn
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.cast import build_cast
from tests.factories.world import build_world

#: Milliseconds; two busy cores take their time.
expect.set_options(timeout=20_000)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = {"phone": {"width": 375, "height": 812}, "desk": {"width": 1280, "height": 800}}


@pytest.fixture
def cast():
    return build_cast(build_world())


@pytest.fixture
def office(cast):
    return OrganisationFactory(name="红梅社区共建办公室", division=cast.world.plum)


@pytest.fixture
def open_as(browser: Browser, live_server):
    """A browser in which somebody is logged in."""
    contexts: list[BrowserContext] = []

    def opened(user, size="desk", scheme="light") -> Page:
        context = browser.new_context(
            viewport=SIZES[size], color_scheme=scheme, base_url=live_server.url, locale="zh-CN"
        )
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": cookie, "url": live_server.url}])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def faults_of(page: Page) -> list[str]:
    """What axe finds wrong, and whether the page is wider than the screen."""
    found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in _violations(page)]
    is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*found, "wider than the screen"] if is_wide else found


def _violations(page: Page) -> list[dict]:
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    return Axe().run(page, options=options).response["violations"]


def test_from_adding_a_person_to_the_end_of_the_right(cast, office, open_as):
    desk = open_as(cast.people["street"], "phone")
    desk.goto("/workspace/people/")
    turn(desk.get_by_role("link", name="登记人员"))
    desk.get_by_label("登录名").fill("new.liaison")
    desk.get_by_label("姓名").fill("演示联络员丙")
    desk.get_by_label("代表组织").fill("红梅社区")
    desk.get_by_label("角色").select_option(label="单位联络员")
    turn(desk.get_by_role("button", name="登记人员"))
    desk.get_by_label("红梅社区共建办公室").check()
    turn(desk.get_by_role("button", name="登记人员"))
    expect(desk.get_by_role("heading", name="初始密码")).to_be_visible()
    password = desk.locator(".secret").inner_text()

    phone = open_as(None, "phone")
    phone.goto("/workspace/")
    phone.get_by_label("用户名").fill("new.liaison")
    phone.get_by_label("密码").fill(password)
    turn(phone.get_by_role("button", name="登录"))
    phone.get_by_label("当前密码").fill(password)
    phone.get_by_label("新密码", exact=True).fill("自己想的长密码 2025")
    phone.get_by_label("再输入一次新密码").fill("自己想的长密码 2025")
    turn(phone.get_by_role("button", name="保存").or_(phone.get_by_role("button", name="修改")))
    expect(phone.get_by_role("heading", name="演示联络员丙，您好")).to_be_visible()

    turn(desk.get_by_role("link", name="已记下"))
    turn(desk.get_by_role("link", name="结束任职"))
    desk.get_by_label("理由").fill("试用结束")
    turn(desk.get_by_role("button", name="保存"))
    expect(desk.get_by_text("试用结束")).to_be_visible()
    held = UserFactory._meta.model.objects.get(username="new.liaison").memberships.get()
    held.since, held.until = date(2024, 1, 1), date(2024, 12, 31)
    held.save()
    phone.goto("/workspace/")
    expect(phone.get_by_role("heading", name="不能访问这个页面")).to_be_visible()


#: By day on a phone and by night at a desk every screen is looked at, else the two used most.
ALL = [("phone", "light"), ("desk", "dark")]
TWO = [("phone", "dark"), ("desk", "light")]


@pytest.mark.parametrize(("size", "scheme"), [*ALL, *TWO])
def test_screens_are_for_everybody(*, cast, office, open_as, size, scheme):
    held = MembershipFactory(organisation=office)
    ended = {"since": date(2020, 1, 1), "until": date(2021, 1, 1)}
    MembershipFactory(user=held.user, organisation=office, **ended)
    person = f"/workspace/people/{held.user_id}/"
    paths = ["/workspace/people/", person]
    if (size, scheme) in ALL:
        paths += [
            "/workspace/people/add/",
            f"/workspace/people/give/?login={held.user.username}",
            f"{person}{held.number}/term/", f"{person}{held.number}/end/",
            f"{person}account/deactivate/", f"{person}password/",
        ]  # fmt: skip
    page = open_as(cast.people["street"], size, scheme)
    for path in paths:
        page.goto(path)
        assert faults_of(page) == [], path
