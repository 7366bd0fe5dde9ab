"""Recovery codes: for a day without the phone. Each works once; only their digests are kept."""

import secrets

from django.db import transaction

from partners.models import RecoveryDevice
from portal.models import User

HOW_MANY = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else
_PARTS, _PART = 3, 4


def renew(user: User) -> list[str]:
    """Make new codes, void the old ones, and return the new ones: they are never seen again."""
    codes = [_code() for _ in range(HOW_MANY)]
    with transaction.atomic():
        device, _ = RecoveryDevice.objects.get_or_create(user=user, defaults={"name": "恢复码"})
        device.token_set.all().delete()
        device.token_set.bulk_create(
            device.token_set.model(device=device, token=RecoveryDevice.digest(code))
            for code in codes
        )
        device.throttle_reset()
    return codes


def left(user: User) -> int:
    """How many codes have not been used."""
    return RecoveryDevice.objects.filter(user=user, token_set__isnull=False).count()


def _code() -> str:
    parts = ("".join(secrets.choice(_ALPHABET) for _ in range(_PART)) for _ in range(_PARTS))
    return "-".join(parts)
