"""Child rows edited below their record, for plain foreign keys.

Wagtail's InlinePanel asks for modelcluster's ParentalKey, which keeps children in memory and
writes them back with their parent: a state moved meanwhile would be undone. Here the panel gets
Django's own inline formset instead, so that every row is read from and written to the database.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet, ModelForm, inlineformset_factory
from wagtail.admin.forms.models import WagtailAdminModelForm, formfield_for_dbfield
from wagtail.admin.panels import InlinePanel

from .dependents import dependents
from .protection import in_use_message


class ChildFormSet(BaseInlineFormSet):
    """Child rows of one record. A row that other records use is not taken away."""

    # One queryset for the life of the formset: Django counts its rows and reads them by place.
    _rows: models.QuerySet | None = None

    def get_queryset(self) -> models.QuerySet:
        """The rows the panel edits; a form class may leave some to the model itself."""
        if self._rows is None:
            self._rows = self.narrow(super().get_queryset())
        return self._rows

    def narrow(self, rows: models.QuerySet) -> models.QuerySet:
        """`rows` without those that are not edited here."""
        return rows

    def clean(self) -> None:
        """Name what stands in the way before the database refuses."""
        super().clean()
        if any(form.errors.get("id") for form in self.initial_forms):
            raise ValidationError("有的行已被他人删除，请重新打开本页后再修改。")
        for form in self.deleted_forms:
            if form.instance.pk and (uses := dependents(form.instance)):
                user = getattr(form, "for_user", None)
                raise ValidationError(in_use_message(form.instance, uses, user))
        self._refuse_repeated_rows()

    def _refuse_repeated_rows(self) -> None:
        """Unique constraints with a condition, which Django's formsets leave to the database."""
        rows = [f.instance for f in self.forms if f.is_valid() and f not in self.deleted_forms]
        for constraint in self.get_queryset().model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and constraint.condition:
                for alike in self._alike(rows, constraint):
                    if sum(constraint.condition.check(_values(row)) for row in alike) > 1:
                        raise ValidationError(str(constraint.violation_error_message))

    def _alike(
        self, rows: list[models.Model], constraint: models.UniqueConstraint
    ) -> list[list[models.Model]]:
        """The rows that agree in every field of the constraint, where there are several."""
        fields = [name for name in constraint.fields if name != self.fk.name]
        groups: dict[tuple, list[models.Model]] = {}
        for row in rows:
            key = tuple(getattr(row, name) for name in fields)
            if None not in key:
                groups.setdefault(key, []).append(row)
        return [group for group in groups.values() if len(group) > 1]


def _values(record: models.Model) -> dict[str, models.Value]:
    """The fields of a record as a condition reads them."""
    return {
        field.name: models.Value(getattr(record, field.attname), field)
        for field in record._meta.concrete_fields
    }


class RecordForm(WagtailAdminModelForm):
    """A form of the admin whose inline panels edit plain children."""

    #: Relation name to the form of one child row, or to the formset, where the plain ones lack.
    child_forms: ClassVar[dict[str, type[ModelForm]]] = {}
    child_formsets: ClassVar[dict[str, type[ChildFormSet]]] = {}
    formsets: dict[str, ChildFormSet]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for relation, options in (self._meta.formsets or {}).items():
            formset_class = self._formset_class(relation, options)
            self.formsets[relation] = formset_class(
                data=self.data if self.is_bound else None,
                files=self.files if self.is_bound else None,
                instance=self.instance,
                prefix=relation,
                form_kwargs={"for_user": self.for_user},
            )

    def _post_clean(self) -> None:
        """Check all constraints, those too that name a state the form does not hold."""
        super()._post_clean()
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self._update_errors(error)

    @classmethod
    def _formset_class(cls, relation: str, options: dict[str, Any]) -> Any:
        child = getattr(cls._meta.model, relation).rel
        form = cls.child_forms.get(relation, WagtailAdminModelForm)
        keys = ("fields", "widgets", "min_num", "max_num")
        known: dict[str, Any] = {key: options.get(key) for key in keys}
        return inlineformset_factory(
            cls._meta.model,
            child.related_model,
            form=form,
            formset=cls.child_formsets.get(relation, ChildFormSet),
            fk_name=child.field.name,
            formfield_callback=formfield_for_dbfield,
            extra=0,
            validate_min=bool(options.get("min_num")),
            validate_max=bool(options.get("max_num")),
            **known,
        )

    def save(self, commit: bool = True) -> models.Model:
        """Save the record, then its children (the parent class would save them first)."""
        formsets = self.formsets
        self.formsets = {}
        try:
            record = super().save(commit=commit)
        finally:
            self.formsets = formsets
        if commit:
            for formset in formsets.values():
                formset.instance = record
                formset.save()
        return record


def inline_relations(panel: Any) -> list[str]:
    """The relation names of the inline panels in `panel`, in the order shown."""
    if isinstance(panel, InlinePanel):
        return [panel.relation_name]
    return [name for child in getattr(panel, "children", ()) for name in inline_relations(child)]
