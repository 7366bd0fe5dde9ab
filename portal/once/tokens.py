"""Tokens as a form carries them: signed, for one person and one address, worthless after a week."""

import hashlib
import secrets

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from portal.models import User
from portal.models.form_token import LIFETIME

#: The name of the hidden field.
FIELD = "form_token"
#: Fields that say nothing about what was typed.
NOT_TYPED = frozenset({FIELD, "csrfmiddlewaretoken"})
_SALT = "portal.once"
_LONGEST = 400


class BadToken(Exception):
    """There is no token, it is somebody else's, for another form, too old or made up."""


def issue(person: User, path: str) -> str:
    """A fresh token for the form at `path`."""
    return signing.dumps([secrets.token_urlsafe(16), person.pk, path], salt=_SALT)


def read(given: str, person: User, path: str) -> str:
    """What is kept of a token once it is used. Raises BadToken."""
    if not given or len(given) > _LONGEST + 4 * len(path):
        raise BadToken
    try:
        token, pk, meant_for = signing.loads(given, salt=_SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadToken from error
    if (pk, meant_for) != (person.pk, path):
        raise BadToken
    return token


def digest(request: HttpRequest, *more: object) -> str:
    """A short word for all that was sent, and `more`, so that two sendings can be compared."""
    typed = [(name, values) for name, values in request.POST.lists() if name not in NOT_TYPED]
    files = [(name, [(f.name, _content(f)) for f in many]) for name, many in request.FILES.lists()]
    return hashlib.sha256(repr((sorted(typed), sorted(files), more)).encode()).hexdigest()


def _content(file: UploadedFile) -> str:
    """A short word for what is in a file; it is read again from its beginning afterwards."""
    read = hashlib.sha256()
    for chunk in file.chunks():
        read.update(chunk)
    file.seek(0)
    return read.hexdigest()
