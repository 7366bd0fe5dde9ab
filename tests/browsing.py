"""How tests in a browser get from one screen to the next, and leave the last one."""

import threading
import time

from playwright.sync_api import Locator


def turn(on: Locator) -> None:
    """Press what leads to another screen, and wait until that one is there as a whole.

    A click alone comes back once the next screen begins to arrive: what is asked of the page in
    that moment, not awaited by `expect`, meets a screen that is not there yet.
    """
    with on.page.expect_navigation():
        on.click()


def all_is_answered(seconds: float = 10) -> bool:
    """Whether the server of the tests has nothing left to answer; waits for it so long.

    A page that is closed may still send something (an editor lets go of its page). Answered after
    the end of its test, it would meet the database of the next one.
    """
    deadline = time.monotonic() + seconds
    while any("process_request_thread" in thread.name for thread in threading.enumerate()):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
