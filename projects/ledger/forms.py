"""Forms of the ledger: a line and its evidence, and the confirmation of what happens to it.

The rules of a line stand in the model and in bookkeeping.py; the forms add only words.
"""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.widgets import AdminDateInput

from partners.admin.forms import TrackedForm
from partners.admin.seen import ConfirmingForm
from partners.choosers import organisation_chooser
from portal.money import FEN, LARGEST
from projects.choosers import project_chooser
from projects.ledger.evidence import ENDINGS, LARGEST_MEGABYTES, as_kept, check_evidence
from projects.models import FundEntry

#: How people write an amount; no exponents, no underscores. Long ones are refused by their size.
_WRITTEN = re.compile(r"-?([0-9]{1,40}|[0-9]{1,3}(,[0-9]{3}){1,12})(\.[0-9]{0,40})?")
_EXAMPLE = "请填写以元为单位的金额，至多两位小数，例如 1200.50。"
_TOO_LARGE = f"金额不能超过 {LARGEST:,} 元，请核对单位是否为元。"


class AmountField(forms.DecimalField):
    """Yuan to the fen, full-width digits included.

    Commas may stand between thousands, as spreadsheets write them, and nowhere else: 「12,50」 is
    somebody's 12.50 and must not become 1250.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=FEN,
            max_value=LARGEST,
            max_digits=14,
            decimal_places=2,
            error_messages={
                "invalid": _EXAMPLE,
                "max_digits": _TOO_LARGE,
                "max_whole_digits": _TOO_LARGE,
                "max_decimal_places": _EXAMPLE,
                "max_value": _TOO_LARGE,
                "min_value": "金额须大于零。",
                "required": "请填写金额。",
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return super().to_python(value)
        plain = unicodedata.normalize("NFKC", value).strip()
        if plain and not _WRITTEN.fullmatch(plain):
            raise ValidationError(_EXAMPLE, code="invalid")
        return super().to_python(plain.replace(",", ""))


class EvidenceField(forms.FileField):
    """A PDF or picture that is what its name says."""

    default_validators = [check_evidence]

    def __init__(self, **kwargs: Any) -> None:
        endings = ",".join(f".{ending}" for ending in ENDINGS)
        widget = forms.FileInput(attrs={"accept": endings})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file as it will be kept; raises ValidationError where it cannot be."""
        file = super().clean(data, initial)
        return as_kept(file) if file else file


class EntryForm(TrackedForm):
    """One line of the ledger, entered or corrected by its author."""

    amount = AmountField(label="金额（元）", help_text="以元为单位，至多两位小数，例如 1200.50。")
    evidence_file = EvidenceField(
        label="凭证",
        help_text="到账单、合同或物资清单的扫描件，不对外公开。"
        f"可用 PDF、JPG、PNG，不超过 {LARGEST_MEGABYTES} MB。",
    )

    class Meta:
        model = FundEntry
        fields = [
            "project", "kind", "amount", "date", "provider", "receiver", "note", "on_behalf_of",
        ]  # fmt: skip
        formfield_callback = formfield_for_dbfield
        # Named here: this class is made before the choosers are registered for all panels.
        widgets = {
            "project": project_chooser.widget_class,
            "provider": organisation_chooser.widget_class,
            "receiver": organisation_chooser.widget_class,
            "on_behalf_of": organisation_chooser.widget_class,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].help_text = "意向、协议是承诺；到账、物资折价计入“协调争取资金”。"
        self.fields["provider"].help_text = "出钱出物的一方，例如单位、上级财政。"
        self.fields["receiver"].help_text = "收到的一方，与提供方不能相同。"
        if self.instance.evidence_id:
            self.fields["evidence_file"].help_text += " 已有凭证，重新上传则替换。"


class VerifyForm(ConfirmingForm):
    """Nothing but the confirmation."""


class DiscardForm(ConfirmingForm):
    reason = forms.CharField(label="作废理由", max_length=200, required=False)


class ReverseForm(ConfirmingForm):
    on = forms.DateField(
        label="冲正日期",
        initial=timezone.localdate,
        widget=AdminDateInput,
        help_text="冲正计入该日期所在的时期。",
        error_messages={"invalid": "请填写日期，例如 2024-06-30。"},
    )
    reason = forms.CharField(
        label="冲正理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请填写冲正理由。"},
    )
