"""Records for tests: valid as they come, cheap, and in any state by a word.

    PairingFactory(signed=True)                 a pairing of 2024 that counts
    ProjectFactory(public=True)                 approved, established, grown out of such a pairing
    ActivityFactory(confirmed=True)             FundEntryFactory(verified=True, amount="12.50")
    FundEntryFactory(reverses=line, verified=True)
    AgreementFactory(approved=True, association=True)
    UpdateFactory(approved=True, project=project)

States are set as they would stand after the moves; the event log stays empty. Numbers count from
500001, so that they never meet one the code under test gives out. The author of everything is
`AuthorFactory()`, whoever verifies, confirms or approves is `ReviewerFactory()`.
"""

from .media import DocumentFactory, ImageFactory
from .pairings import (
    ChecklistItemFactory,
    LevelOneFactory,
    LevelTwoFactory,
    PairingContactFactory,
    PairingFactory,
    ProgrammeFactory,
    ProgrammeYearFactory,
)
from .parties import (
    AssociationFactory,
    CityFactory,
    CommunityFactory,
    CommunityOrganisationFactory,
    DistrictFactory,
    DivisionFactory,
    FunderFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    PartyFactory,
    StreetFactory,
    StreetOrganisationFactory,
    UnitFactory,
)
from .partners import (
    AgreementFactory,
    AgreementPartyFactory,
    AllianceFactory,
    AllianceMemberFactory,
    AssignmentFactory,
    ClaimFactory,
    CommitmentFactory,
    ListCategoryFactory,
    ListItemFactory,
    MembershipFactory,
)
from .people import AdministratorFactory, AuthorFactory, ReviewerFactory, UserFactory
from .projects import (
    ActivityFactory,
    ActivityPhotoFactory,
    AfterCareFactory,
    FundEntryFactory,
    MeasureFactory,
    MilestoneFactory,
    OutcomeFactory,
    ProjectFactory,
    ProjectFieldFactory,
    ProjectOriginFactory,
    ProjectParticipantFactory,
    UpdateFactory,
    UpdatePhotoFactory,
)
from .workspace import EvaluationFactory, ProxyEntryFactory, ReviewLevelFactory

__all__ = [
    "ActivityFactory",
    "ActivityPhotoFactory",
    "AdministratorFactory",
    "AfterCareFactory",
    "AgreementFactory",
    "AgreementPartyFactory",
    "AllianceFactory",
    "AllianceMemberFactory",
    "AssignmentFactory",
    "AssociationFactory",
    "AuthorFactory",
    "ChecklistItemFactory",
    "CityFactory",
    "ClaimFactory",
    "CommitmentFactory",
    "CommunityFactory",
    "CommunityOrganisationFactory",
    "DistrictFactory",
    "DivisionFactory",
    "DocumentFactory",
    "EvaluationFactory",
    "FundEntryFactory",
    "FunderFactory",
    "ImageFactory",
    "LevelOneFactory",
    "LevelTwoFactory",
    "ListCategoryFactory",
    "ListItemFactory",
    "MeasureFactory",
    "MembershipFactory",
    "MilestoneFactory",
    "OrganisationFactory",
    "OrganisationNameFactory",
    "OutcomeFactory",
    "PairingContactFactory",
    "PairingFactory",
    "PartyFactory",
    "ProgrammeFactory",
    "ProgrammeYearFactory",
    "ProjectFactory",
    "ProjectFieldFactory",
    "ProjectOriginFactory",
    "ProjectParticipantFactory",
    "ProxyEntryFactory",
    "ReviewLevelFactory",
    "ReviewerFactory",
    "StreetFactory",
    "StreetOrganisationFactory",
    "UnitFactory",
    "UpdateFactory",
    "UpdatePhotoFactory",
    "UserFactory",
]
