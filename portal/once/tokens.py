"""Tokens as a form carries them: signed, for one person and one address, worthless after a week."""

import hashlib
import secrets

from django.core import signing
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


def digest(request: HttpRequest) -> str:
    """A short word for all that was sent, so that two sendings can be compared."""
    said = hashlib.sha256()
    typed = [(name, values) for name, values in request.POST.lists() if name not in NOT_TYPED]
    files = [(name, [(f.name, f.size) for f in many]) for name, many in request.FILES.lists()]
    said.update(repr((sorted(typed), sorted(files))).encode())
    return said.hexdigest()
