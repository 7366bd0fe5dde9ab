"""The second factor of a person: codes from an authenticator, or recovery codes in its place.

Everything that changes it goes through here. Slowing down who guesses, drifting clocks and codes
that were used already are django-otp's business.
"""

import time
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

import django_otp
from django.db import transaction
from django.db.models import Exists
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from partners.models import RecoveryDevice
from partners.roles import policies_of
from portal.models import User

from . import recovery, signals

TOTP_KIND, RECOVERY_KIND = "totp", "recovery"
#: Codes of this many half minutes before and after are taken, for clocks that differ.
_TOLERANCE = 1


@dataclass(frozen=True)
class Answer:
    """What a code was worth: the device that knows it, or until when to wait before the next."""

    device: Device | None = None
    wait_until: datetime | None = None


def state_of(user: User) -> tuple[bool, bool]:
    """Whether the person has a second factor, and whether a role asks for one; one query."""
    has = TOTPDevice.objects.filter(user=user, confirmed=True)
    asked = policies_of(user).filter(second_factor=True)
    return User.objects.values_list(Exists(has), Exists(asked)).get(pk=user.pk)


def has_factor(user: User) -> bool:
    """Whether the person has set up a second factor."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def device_of(user: User) -> TOTPDevice:
    """The person's authenticator; raises TOTPDevice.DoesNotExist where there is none."""
    return TOTPDevice.objects.get(user=user, confirmed=True)


def new_key() -> str:
    """A secret for an authenticator, in hex."""
    return random_hex(20)


def spelt(key: str) -> str:
    """A secret as people type it into an authenticator: letters and digits, four by four."""
    letters = b32encode(bytes.fromhex(key)).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def address_of(user: User, key: str) -> str:
    """What the picture holds that an authenticator reads."""
    return TOTPDevice(user=user, key=key).config_url


def set_up(user: User, key: str, code: str) -> list[str] | None:
    """Make `key` the second factor, if the code is one of it; returns the recovery codes.

    A factor and codes there were before are void. None for a wrong code: nothing changed.
    """
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    if not (code.isdecimal() and totp.verify(int(code), _TOLERANCE)):
        return None
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # two pages of one person, one after other
        TOTPDevice.objects.filter(user=user).delete()
        # With the step the code was of: it is used.
        TOTPDevice.objects.create(
            user=user, name="动态验证码", key=key, last_t=totp.t(), drift=totp.drift
        )
        codes = recovery.renew(user)
    signals.factor_set_up.send(User, user=user, by=user)
    return codes


def give(user: User, code: str, kind: str) -> Answer:
    """Try a code. Wrong ones make the next try wait longer and longer."""
    model = RecoveryDevice if kind == RECOVERY_KIND else TOTPDevice
    device = model.objects.filter(user=user, confirmed=True).first()
    if device is None:
        return Answer()
    allowed, why = device.verify_is_allowed()
    if not allowed:
        return Answer(wait_until=why["locked_until"])
    given = django_otp.verify_token(user, device.persistent_id, code)
    if given is None:
        signals.factor_refused.send(User, user=user, by=user, kind=kind)
        return Answer()
    signals.factor_given.send(User, user=user, by=user, kind=kind, left=recovery.left(user))
    return Answer(device=given)


def renew_codes(user: User) -> list[str]:
    """Make new recovery codes in place of the old ones."""
    codes = recovery.renew(user)
    signals.recovery_codes_renewed.send(User, user=user, by=user)
    return codes


def remove(user: User, by: User | None) -> bool:
    """Take the second factor away; False where there was none. `by` None: from a shell.

    Every session that gave it is, from its next request, one that has not.
    """
    with transaction.atomic():
        removed, _ = TOTPDevice.objects.filter(user=user).delete()
        RecoveryDevice.objects.filter(user=user).delete()
    if removed:
        signals.factor_removed.send(User, user=user, by=by)
    return bool(removed)
