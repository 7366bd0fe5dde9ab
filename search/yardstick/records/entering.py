"""Entering a whole file: every document becomes a public record, and which one is remembered."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Model

from partners.models import Division, Organisation
from search.yardstick.files import Document

from . import happenings, joint_work, pages
from .desk import Desk

#: A record: the label of its model and its key.
Record = tuple[str, Any]
Writer = Callable[[Desk, Document], Model]


class NotEntered(ValueError):
    """A document breaks a rule of the record it should become; the message names it."""


def _organisation(desk: Desk, document: Document) -> Organisation:
    return desk.parties.introduce(document.title, document.body, document.places)


def _place(desk: Desk, document: Document) -> Division:
    path = desk.places.path(document.places)
    name = document.title.strip()
    chain = [*document.places, name]
    division = desk.places.named(name, path) or desk.places.path(chain, with_spots=True)[-1]
    desk.parties.stand_for(division, document.body)
    return division


#: Types in the order they are entered: organisations before those who name them.
_WRITERS: dict[str, Writer] = {
    "organisation": _organisation,
    "place": _place,
    "alliance": joint_work.alliance,
    "agreement": joint_work.agreement,
    "pairing": joint_work.pairing,
    "project": joint_work.project,
    "update": happenings.update,
    "activity": happenings.activity,
    "list_item": happenings.list_item,
    "case": pages.story,
    "notice": pages.notice,
    "page": pages.standing,
}


@transaction.atomic
def enter(documents: Sequence[Document]) -> dict[Record, str]:
    """Make all documents records; returns the document's id by record. Raises NotEntered.

    What a document only names (places, organisations) becomes records too, without an id. A
    street or community is found as its place, so the place answers for the organisation.
    """
    desk = Desk()
    desk.places.plant(document.places for document in documents)
    made: dict[Record, str] = {}
    for kind, write in _WRITERS.items():
        for document in documents:
            if document.type == kind:
                record = _entered(desk, document, write)
                made[of(record)] = document.id
                if isinstance(record, Organisation) and record.is_place:
                    made.setdefault(of(record.division), document.id)
    return made


def of(record: Model) -> Record:
    """The record as the yardstick names it."""
    return record._meta.label_lower, record.pk


def _entered(desk: Desk, document: Document, write: Writer) -> Model:
    try:
        return write(desk, document)
    except ValidationError as why:
        raise NotEntered(f"文档 {document.id}：{'；'.join(why.messages)}") from why
    except DatabaseError as why:
        raise NotEntered(f"文档 {document.id}：{why}") from why
