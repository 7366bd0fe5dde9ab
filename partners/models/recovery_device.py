"""The recovery codes of a person."""

import re
from base64 import b32encode

from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice


class RecoveryDevice(StaticDevice):
    """django-otp's list of codes, each for one use, that keeps a keyed digest of each.

    A code is 59 bits of chance, so a plain digest does; the key keeps a copy of the database from
    being tried against.
    """

    class Meta:
        proxy = True
        verbose_name = "恢复码"
        verbose_name_plural = "恢复码"

    @staticmethod
    def digest(code: str) -> str:
        """What is stored of a code; as many letters as the column takes (80 bits)."""
        plain = re.sub(r"[\W_]+", "", code).lower()
        keyed = salted_hmac("partners.recovery", plain, algorithm="sha256").digest()
        return b32encode(keyed).decode()[:16]

    def verify_token(self, token: str) -> bool:
        """As the library: the code is gone once it was used, wrong ones cost time."""
        return super().verify_token(self.digest(token))
