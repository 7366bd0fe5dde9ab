"""What is done on a screen before it is looked at."""

from collections.abc import Callable

from django.db.models import F
from playwright.sync_api import Page

from partners.models import Pairing
from tests.browsing import turn
from tests.partners.access.people import code_of

from .ground import Ground

Then = Callable[[Page], None]


def send_empty(page: Page) -> None:
    """Press the button of the form as it is, but for what it began with in its text boxes.

    The browser's own words about what is missing are kept out of it.
    """
    form = page.locator("main form[method=post]").first
    form.evaluate("form => { form.noValidate = true }")
    for box in form.locator("input[type=text]:visible, textarea:visible").all():
        box.fill("")
    turn(form.locator("button").first)


def open_all(page: Page) -> None:
    """Unfold everything."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")


def release(page: Page) -> None:
    """Try to let a stopped text pass without a word."""
    open_all(page)
    page.locator("main .held__act form").first.evaluate("form => { form.noValidate = true }")
    turn(page.get_by_role("button", name="确认放行").first)


def choose(page: Page) -> None:
    """Act by the other membership."""
    page.locator(".desk-bar__who summary").click()
    turn(page.locator(".desk-menu__item").first)


def overtaken(ground: Ground) -> Then:
    """Somebody else saves the same pairing while the form is open."""

    def then(page: Page) -> None:
        rows = Pairing.objects.filter(pk=ground.things["proposed"].pk)
        rows.update(version=F("version") + 1, summary="共建社区图书角，由街道提供场地。")
        page.get_by_label("结对内容").fill("共建社区图书角，由单位提供图书。")
        turn(page.locator("main form button").first)

    return then


def appeal(page: Page) -> None:
    """Type what may not become public."""
    page.get_by_label("标题").fill("管道铺设完成")
    page.get_by_label("内容").fill("请大家捐款支持，联系电话 138 0013 8000。")
    turn(page.get_by_role("button", name="提交审核"))


def give_code(ground: Ground) -> Then:
    """Show that the phone is at hand, on the way to what can be changed about it."""

    def then(page: Page) -> None:
        person = ground.people["with a factor"]
        assert person is not None
        page.get_by_label("动态验证码").fill(code_of(person))
        turn(page.get_by_role("button", name="验证", exact=True))
        page.goto("/second-factor/setup/")

    return then


def send_wrong(page: Page) -> None:
    """Give up the second factor with a code that is none."""
    page.get_by_label("动态验证码").first.fill("000000")
    turn(page.get_by_role("button", name="停用二次验证"))
