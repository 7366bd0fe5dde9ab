"""What was told to whoever keeps a log of people getting in."""

from collections.abc import Iterator

import pytest

from partners.access import signals


@pytest.fixture
def told() -> Iterator[list[tuple]]:
    """What was told to whoever keeps a log, by name."""
    heard: list[tuple] = []
    receivers = {}
    for name in ("factor_set_up", "factor_removed", "factor_refused", "factor_given"):

        def hear(user, name=name, **more):
            by = more.get("by")
            heard.append((name, user.username, by and by.username, more.get("kind")))

        receivers[name] = hear
        getattr(signals, name).connect(hear)
    yield heard
    for name, hear in receivers.items():
        getattr(signals, name).disconnect(hear)
