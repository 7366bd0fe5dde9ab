"""The kinds of what is found."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What must not become public."""

    ID_CARD = "id_card", "身份证号码"
    MOBILE = "mobile", "手机号码"
    BANK_CARD = "bank_card", "银行卡号或账号"
    PAYMENT = "payment", "收款码或付款方式"
    APPEAL = "appeal", "募捐或求助收款的内容"
