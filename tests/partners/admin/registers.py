"""Every register and vocabulary of partners: the name of its screens and what makes a record."""

from django.urls import reverse

from tests.factories import (
    AgreementFactory,
    AllianceFactory,
    AssignmentFactory,
    ChecklistItemFactory,
    ClaimFactory,
    DivisionFactory,
    ListCategoryFactory,
    ListItemFactory,
    MembershipFactory,
    OrganisationFactory,
    PairingFactory,
    ProgrammeFactory,
    ProgrammeYearFactory,
)

REGISTERS = {
    "pairing": PairingFactory,
    "alliance": AllianceFactory,
    "agreement": AgreementFactory,
    "assignment": AssignmentFactory,
    "organisation": OrganisationFactory,
    "division": DivisionFactory,
    "list_item": ListItemFactory,
    "claim": ClaimFactory,
    "programme_year": ProgrammeYearFactory,
}
#: Who acts for whom is for administrators only.
PRIVATE = {"membership": MembershipFactory}
VOCABULARY = {
    "programme": ProgrammeFactory,
    "checklist_item": ChecklistItemFactory,
    "list_category": ListCategoryFactory,
}
ALL = REGISTERS | PRIVATE | VOCABULARY
CHOOSERS = (
    "division",
    "organisation",
    "pairing",
    "alliance",
    "agreement",
    "list_item",
    "need",
    "user",
)


def opened(kind: str, record) -> str:
    """The address of the form of a record."""
    return reverse(f"{kind}:edit", args=[record.pk])


def radio(name: str, side: str, checked: bool = False) -> str:
    """A choice on the page of two versions."""
    end = " checked>" if checked else ">"
    return f'name="choice-{name}" value="{side}" required{end}'
