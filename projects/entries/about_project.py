"""Forms about one project: which one they begin with, which the person may choose."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from partners.models import Organisation
from partners.workspace.writing.forms import EntryForm, Writer
from projects.models import Project

#: Other projects offered beside the one a form begins with.
_MOST_OFFERED = 20


class AboutProjectForm(EntryForm):
    """A form with a hidden field `project`: from the address, else the one last written about."""

    #: Stages of a project in which such a record is entered.
    stages: ClassVar[frozenset[str]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["project"]
        field.queryset = self.projects_of(self.writer)
        field.error_messages = dict.fromkeys(("required", "invalid_choice"), "请先选择项目。")
        self.about = self._project(field)
        if self.instance.pk:  # what a record is about stays
            del self.fields["project"]

    @classmethod
    def projects_of(cls, writer: Writer) -> Any:
        """Projects of the person's organisation or place that such a record is entered for."""
        return Project.objects.filter(stage__in=cls.stages).in_scope(writer.scope)

    @classmethod
    def starts(cls, writer: Writer) -> Iterator[tuple[str, dict[str, str]]]:
        """On the first screen for liaisons; departments begin at a project."""
        if writer.organisation is not None:
            yield cls.label, {}

    @classmethod
    def begun_at(cls, record: models.Model, writer: Writer) -> Any:
        """From the page of a project."""
        if isinstance(record, Project) and record.stage in cls.stages:
            yield cls.label, {"project": record.number}

    @classmethod
    def start(cls, writer: Writer, given: Mapping[str, str]) -> dict[str, Any]:
        """The project in the address; for liaisons else the last one, else their newest."""
        rows = cls.projects_of(writer)
        if number := given.get("project", ""):
            return {"project": rows.filter(number=number).first()}
        if writer.organisation is None:
            return {}
        last = cls.last_of(writer)
        mine = rows.filter(pk=last.project_id).first() if last else None
        return {"project": mine or rows.order_by("-number").first()}

    @classmethod
    def last_of(cls, writer: Writer) -> Any:
        """What the person entered last in this register."""
        rows = cls._meta.model._default_manager.filter(entered_by=writer.person)
        return rows.order_by("-created_at").first()

    @property
    def others(self) -> Any:
        """Other projects it could be about, for a short list."""
        if self.instance.pk or self.writer.organisation is None:
            return Project.objects.none()
        rows = self.projects_of(self.writer).order_by("-number")
        return (rows.exclude(pk=self.about.pk) if self.about else rows)[:_MOST_OFFERED]

    @property
    def participants(self) -> Any:
        """The organisations that take part in the project, each once."""
        if self.about is None:
            return Organisation.objects.none()
        keys = self.about.participants.order_by().values("organisation")
        return Organisation.objects.filter(pk__in=keys).order_by("number")

    def _project(self, field: Any) -> Project | None:
        if self.instance.pk:
            return self.instance.project
        if not self.is_bound:
            return self.initial.get("project")
        try:
            return field.clean(self.data.get("project", ""))
        except ValidationError:
            return None
