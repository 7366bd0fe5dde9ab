"""Every register and vocabulary of partners: the name of its screens and what makes a record."""

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
