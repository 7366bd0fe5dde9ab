"""Texts that must not become public: one of each kind, made for tests, nobody's own."""

from typing import Any

from django.contrib.contenttypes.models import ContentType

from partners.models import HeldText, Pairing
from portal.text_guard import Kind
from tests.factories.people import AuthorFactory

#: Kind to the words a person might have typed, and what is shown of them.
WORDS = {
    Kind.ID_CARD: ("证件号11010519491231002X的居民", "110*************2X"),
    Kind.MOBILE: ("请联系 138 0013 8000 咨询", "138******00"),
    Kind.BANK_CARD: ("汇到6222021234567890128即可", "622**************28"),
    Kind.PAYMENT: ("扫描收款码参加", "收款码"),
    Kind.APPEAL: ("请大家捐款支持", "请大家捐款"),
}
MOBILE, MASKED = WORDS[Kind.MOBILE]
OTHER_MOBILE = "请联系 139 0013 9000 咨询"


def held_text(**fields: Any) -> HeldText:
    """A text that waits, of a pairing nobody looks up."""
    values = {
        "record_type": ContentType.objects.get_for_model(Pairing),
        "record_id": 1,
        "field": "summary",
        "field_label": "结对内容",
        "kind": Kind.MOBILE,
        "digest": "0" * 64,
        "masked": MASKED,
        "tried_by": AuthorFactory(),
    }
    return HeldText.objects.create(**values | fields)


def waiting() -> list[HeldText]:
    """What waits for a department, the oldest first."""
    return list(HeldText.objects.waiting().order_by("pk"))
