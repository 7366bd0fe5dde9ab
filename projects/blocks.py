"""Blocks about records: figures that are read when the page is, never typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model
from django.forms.utils import ErrorList
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.forms.models import registry
from wagtail.blocks.struct_block import StructBlockValidationError

from portal.blocks import media_blocks, text_blocks
from portal.figures import Figure
from projects.live_facts import MONEY, OUTCOMES, READABLE, LinkedRecords, public_record

_RECORDS = ("project", "alliance", "agreement")
_SAMPLE = [
    Figure("sample_1", "游客", 1200, "人次", "取自所选记录登记的成效。", ""),
    Figure("sample_2", "结对活动", 6, "场", "取自所选记录中经对方确认的活动。", ""),
]


class RecordChooserBlock(blocks.ChooserBlock):
    """Chooses one record of a register, with the widget its forms use in the admin."""

    def __init__(self, target_model: str, **kwargs: Any) -> None:
        self.target_model = target_model
        super().__init__(**kwargs)

    @cached_property
    def widget(self) -> forms.Widget:
        """The chooser registered for the model. Asked late, as choosers register on start."""
        key = ForeignKey(self.model_class, on_delete=lambda *_: None)
        widget = (registry.get(key) or {}).get("widget", forms.Select)
        return widget() if isinstance(widget, type) else widget

    def value_from_form(self, value: Any) -> Any:
        """The record chosen; what is no key chooses nothing."""
        is_key = str(value).isdecimal() and len(str(value)) < 19
        return super().value_from_form(value if is_key or isinstance(value, Model) else None)

    def get_form_state(self, value: Any) -> Any:
        if hasattr(self.widget, "get_value_data"):
            return super().get_form_state(value)
        return value.pk if value else None


class LiveFiguresBlock(blocks.StructBlock):
    """Figures of one record, or of the records the story is linked with."""

    title = blocks.CharBlock(label="标题", required=False, max_length=40)
    project = RecordChooserBlock("projects.Project", label="共建项目", required=False)
    alliance = RecordChooserBlock("partners.Alliance", label="联盟（共同体）", required=False)
    agreement = RecordChooserBlock("partners.Agreement", label="协议", required=False)
    readable = blocks.MultipleChoiceBlock(
        label="显示",
        choices=READABLE,
        default=[OUTCOMES, MONEY],
        widget=forms.CheckboxSelectMultiple,
        search_index=False,
    )

    class Meta:
        icon = "history"
        label = "实时数字"
        group = "记录"
        description = "从项目、联盟或协议的记录中实时读取成效、资金和活动，不用手工填写。"
        help_text = "三者只选一项；都不选时，读取本案例关联的记录。未公开的记录不显示。"
        template = "blocks/live_figures.html"
        preview_value = {"title": "成效", "readable": [OUTCOMES]}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if sum(cleaned[name] is not None for name in _RECORDS) > 1:
            error = ErrorList([ValidationError("项目、联盟、协议只能选择一项。")])
            raise StructBlockValidationError(non_block_errors=error)
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        if "sample_figures" in context:
            return context | {"figures": context["sample_figures"]}
        chosen = next((value[name] for name in _RECORDS if value.get(name)), None)
        if chosen is None:
            records = context.get("records") or LinkedRecords()
        else:
            records = LinkedRecords(**{chosen._meta.model_name: public_record(chosen)})
        return context | {"figures": records.figures(value["readable"])}

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return {**(parent_context or {}), "sample_figures": _SAMPLE}


class StoryBody(blocks.StreamBlock):
    """The body of a case story."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        offered = [*text_blocks(), ("live_figures", LiveFiguresBlock()), *media_blocks()]
        super().__init__(local_blocks or offered, **kwargs)
