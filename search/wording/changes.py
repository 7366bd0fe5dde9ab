"""A changed synonym or stop word counts at once: the search's vocabulary is told after commit."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from search.models import StopWord, Synonym


def connect() -> None:
    """Listen to both models; called by AppConfig.ready."""
    for model in (Synonym, StopWord):
        for signal in (post_save, post_delete):
            signal.connect(_tell, sender=model, dispatch_uid=f"words of {model.__name__}")


def _tell(**kwargs: Any) -> None:
    # Not earlier, or another process would read the old words once more and keep them.
    transaction.on_commit(_changed)


def _changed() -> None:
    from search import vocabulary  # what it reads is loaded with the first question only

    vocabulary.changed()
