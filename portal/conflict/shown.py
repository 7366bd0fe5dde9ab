"""What a form says about the record it was filled from: signed, so that nobody can bend it.

Not a secret: it holds what the same page shows in its fields.
"""

import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import models

from .comparing import Sheet

_SALT = "portal.conflict"
#: A form larger than this says only whether something changed, not what it was.
_LONGEST = 200_000


@dataclass(frozen=True)
class Shown:
    """`now` is what the person was shown; on a page of choices `was` is what came before. Either
    is None where it was too large. `at` is when the form was opened (seconds), `version` which
    version of the record it was.
    """

    record: str
    version: int | None
    digest: str
    at: float
    now: Sheet | None = None
    was: Sheet | None = None

    @classmethod
    def of(
        cls, record: models.Model, now: Sheet, was: Sheet | None = None, at: float | None = None
    ) -> "Shown":
        """What is shown of `record`; `at` is when its form was opened first, else this moment."""
        version = getattr(record, "version", None)
        return cls(_name(record), version, _digest(now), at or time.time(), now, was)

    def still_stands(self, record: models.Model, now: Sheet) -> bool:
        """Whether the record is as it was shown."""
        return (self.version, self.digest) == (getattr(record, "version", None), _digest(now))

    def pack(self) -> str:
        """As the hidden field carries it."""
        plain = [self.record, self.version, self.digest, self.at]
        for sheets in ([self.now, self.was], [self.now, None], [None, None]):
            packed = signing.dumps([*plain, *map(_written, sheets)], salt=_SALT, compress=True)
            if len(packed) <= _LONGEST:
                return packed
        raise AssertionError("a digest is short")


def unpack(given: str, record: models.Model) -> Shown | None:
    """What the hidden field says; None when it says nothing about this record."""
    if not given or len(given) > _LONGEST:
        return None
    try:
        name, version, digest, at, now, was = signing.loads(given, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if name != _name(record):
        return None
    return Shown(name, version, digest, at, _read(now), _read(was))


def _name(record: models.Model) -> str:
    return f"{record._meta.label}:{record.pk}"


def _written(sheet: Sheet | None) -> list | None:
    return None if sheet is None else [sheet.values, sheet.rows]


def _read(written: Any) -> Sheet | None:
    return None if written is None else Sheet(*written)


def _digest(sheet: Sheet) -> str:
    written = json.dumps(_written(sheet), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
