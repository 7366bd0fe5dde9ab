"""Forms of the registers in the admin, where a plain one does not do."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms.models import WagtailAdminModelForm, formfield_for_dbfield

from partners.admin.forms import RegisterForm, TrackedForm
from partners.enums import NameKind, OrganisationKind
from partners.models import Division, Pairing, PairingLevel
from partners.people.delegation import may_keep_person
from portal.admin.inlines import ChildFormSet
from portal.models import User


class DivisionForm(TrackedForm):
    """A place; its path and display names follow from name and parent."""


class OtherNameForm(WagtailAdminModelForm):
    """A name beside the official one, which follows from the organisation itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [choice for choice in NameKind.choices if choice[0] != NameKind.OFFICIAL]
        self.fields["kind"].choices = [("", "---------"), *kinds]


class OtherNames(ChildFormSet):
    """Short, former and other names; official ones, past ones included, stay as they are."""

    def narrow(self, rows: QuerySet) -> QuerySet:
        return rows.exclude(kind=NameKind.OFFICIAL)


class OrganisationForm(RegisterForm):
    place_from = ("parent",)
    child_forms = {"names": OtherNameForm}
    child_formsets = {"names": OtherNames}


class LevelChoiceMixin:
    """Levels of pairing are named with their year: each year has its own."""

    def offer_levels(self: Any, name: str = "level") -> None:
        """Fill the choices of a field for a level of pairing."""
        field = self.fields[name]
        field.queryset = PairingLevel.objects.select_related("programme_year").order_by(
            "-programme_year__year", "rank"
        )
        field.label_from_instance = lambda level: f"{level.programme_year.year} {level.name}"


class PairingForm(LevelChoiceMixin, RegisterForm):
    place_from = ("community_side",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_levels()


class RenewForm(LevelChoiceMixin, forms.Form):
    """Term and sides of a pairing that follows `pairing`; rules are asked when it is saved."""

    def __init__(self, *args: Any, pairing: Pairing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (
            "programme_year", "level", "unit_side", "community_side", "parent",
            "no_parent_reason", "start_on", "end_on",
        ):  # fmt: skip
            self.fields[name] = formfield_for_dbfield(Pairing._meta.get_field(name))
            if name not in ("start_on", "end_on"):
                self.initial.setdefault(name, getattr(pairing, name))
        self.offer_levels()


class AgreementForm(RegisterForm):
    place_from = ("pairing", "alliance")


class ListItemForm(RegisterForm):
    place_from = ("organisation",)


class ClaimForm(RegisterForm):
    place_from = ("organisation",)


class MembershipForm(RegisterForm):
    """A membership, not of the person at the keyboard."""

    place_from = ("organisation",)

    def clean(self) -> dict[str, Any]:
        """Who may keep whom, the one rule says; neither to nor from the own person."""
        cleaned = super().clean()
        keys = {getattr(cleaned.get("user"), "pk", None), self.initial.get("user")}
        for subject in User.objects.filter(pk__in=keys - {None}):
            if not (verdict := may_keep_person(self.for_user, subject)):
                self.add_error("user", verdict.reason)
        return cleaned


class AssignmentForm(RegisterForm):
    place_from = ("place", "alliance", "pairing", "need")


class PairingLevelForm(WagtailAdminModelForm):
    """A level: which kinds of organisation may stand on each side."""

    unit_kinds = forms.MultipleChoiceField(
        label="单位一方可选类别",
        choices=OrganisationKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    community_kinds = forms.MultipleChoiceField(
        label="社区（街镇）一方可选类别",
        choices=OrganisationKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )


def city() -> int | None:
    """The key of the root of the places, where records of the whole city stand."""
    root = Division.objects.filter(parent=None).order_by("path").first()
    return root.pk if root else None


class YearChecklist(ChildFormSet):
    """The items of a year; each names one of its levels."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "level" in form.fields:
            levels = PairingLevel.objects.filter(programme_year=self.instance.pk)
            form.fields["level"].queryset = levels


class ProgrammeYearForm(RegisterForm):
    """A year with its levels and checklist; it stands in the city unless told otherwise."""

    child_forms = {"levels": PairingLevelForm}
    child_formsets = {"checklist": YearChecklist}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["division"] = city()


class ChecklistItemForm(LevelChoiceMixin, TrackedForm):
    """An item takes its year from its level; it holds in the whole city unless told otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_levels()
        if not self.instance.pk:
            self.initial["division"] = city()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if level := cleaned.get("level"):
            self.instance.programme_year = level.programme_year
        return cleaned
