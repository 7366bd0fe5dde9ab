"""Telling what happened in a project 「进展」: three fields and photos, handed in at once."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from partners.models import Division, Organisation
from partners.workspace.writing.forms import EntryForm, Writer
from partners.workspace.writing.handed_in import HandedInForm
from projects.enums import RUNNING_STAGES
from projects.models import Update

from .about_project import AboutProjectForm
from .photos import WithPhotos


class UpdateEntryForm(HandedInForm, WithPhotos, AboutProjectForm):
    """What happened on which day; a department of the place approves it."""

    label = "登记进展"
    begins = "登记进展请打开所属项目，在其页面上点“登记进展”。"
    template_name_of_page = "workspace/entries/update.html"
    stages = RUNNING_STAGES

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="代哪个组织填报",
        empty_label=None,
        widget=forms.RadioSelect,
        help_text="该组织之后可以核对代办内容。",
    )

    class Meta(EntryForm.Meta):
        model = Update
        fields = ["project", "organisation", "happened_on", "title", "text"]
        widgets = {"project": forms.HiddenInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        if self.writer.organisation is not None or self.instance.pk:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].queryset = self.participants

    @classmethod
    def rank(cls, writer: Writer) -> int:
        return 20

    @classmethod
    def start(cls, writer: Writer, given: Mapping[str, str]) -> dict[str, Any]:
        """The project, and today."""
        return super().start(writer, given) | {"happened_on": timezone.localdate()}

    def clean_happened_on(self) -> Any:
        """Raises ValidationError for a day to come: what is told has happened."""
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError("发生日期不能晚于今天。")
        return day

    def complete(self, record: Any, cleaned: dict[str, Any]) -> None:
        if self.instance.pk:
            return
        record.organisation = self.writer.organisation or cleaned["organisation"]
        if self.writer.organisation is None:
            record.on_behalf_of = record.organisation

    def place_of(self, record: Any) -> Division | None:
        return record.project.division

    def attach(self, record: Any) -> bool:
        return self.settle_photos(record)
