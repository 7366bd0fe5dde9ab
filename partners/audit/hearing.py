"""Connecting the receivers of the audit trail."""

from functools import wraps
from typing import Any

from django.dispatch import Signal

from portal.changes import is_untold


def hear(signal: Signal, receiver: Any, *senders: Any) -> None:
    """Have `receiver` called for `signal` (of `senders`, else of everybody), once however often
    this is done, and not while nothing shall be told of (portal.changes.untold).
    """

    @wraps(receiver)
    def if_told(*args: Any, **kwargs: Any) -> None:
        if not is_untold():
            receiver(*args, **kwargs)

    for sender in senders or (None,):
        uid = f"audit.{receiver.__module__}.{receiver.__name__}.{id(signal)}"
        signal.connect(if_told, sender=sender, weak=False, dispatch_uid=uid)
