"""How tests in a browser get from one screen to the next."""

from playwright.sync_api import Locator


def turn(on: Locator) -> None:
    """Press what leads to another screen, and wait until that one is there as a whole.

    A click alone comes back once the next screen begins to arrive: what is asked of the page in
    that moment, not awaited by `expect`, meets a screen that is not there yet.
    """
    with on.page.expect_navigation():
        on.click()
