"""The milestones of a project as rows of its form: blank ones are offered, none is demanded."""

from typing import Any

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm

from partners.workspace.writing.fields import DayField
from portal.admin.inlines import ChildFormSet
from projects.models import Milestone

#: Blank rows below those that are there.
_BLANK = 3
_LONGEST: Any = Milestone._meta.get_field("title").max_length


class StepForm(WagtailAdminModelForm):
    """One milestone: what, and by when."""

    title = forms.CharField(
        label="节点", max_length=_LONGEST, error_messages={"required": "请填写节点名称。"}
    )
    due_on = DayField(label="计划日期")


class Steps(ChildFormSet):
    """Those that are still to come; one that was reached stays as it is."""

    default_error_messages = {
        "missing_management_form": "页面内容不完整，请刷新页面后重新填写。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extra = _BLANK

    def narrow(self, rows: Any) -> Any:
        return rows.filter(done_on=None)
