"""Which files a published page holds is known the moment it is saved.

Wagtail notes it in its index of references by a background task. Until a worker came round, a new
page would show broken pictures, and a picture taken off a page could still be fetched.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Page, ReferenceIndex


def note_references(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Write down what the stored page refers to; a draft saved over it is not stored in its row."""
    if raw or not isinstance(instance, Page) or not ReferenceIndex.is_indexed(sender):
        return
    with transaction.atomic():
        stored = sender._base_manager.get(pk=instance.pk)  # type: ignore[attr-defined]
        ReferenceIndex.create_or_update_for_object(stored)


def watch_pages() -> None:
    """Called by AppConfig.ready."""
    post_save.connect(note_references, dispatch_uid="portal.references")
