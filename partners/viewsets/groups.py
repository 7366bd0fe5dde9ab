"""The menu: one group a subject; what is set up once stands in Wagtail's settings menu."""

from wagtail.admin.viewsets.model import ModelViewSetGroup

from .agreement import AgreementViewSet, AllianceViewSet
from .assignment import AssignmentViewSet
from .list_item import ClaimViewSet, ListItemViewSet
from .pairing import PairingViewSet
from .place import DivisionViewSet, MembershipViewSet, OrganisationViewSet
from .programme import (
    ChecklistItemViewSet,
    ListCategoryViewSet,
    ProgrammeViewSet,
    ProgrammeYearViewSet,
)
from .review_level import ReviewLevelViewSet
from .role_policy import RolePolicyViewSet


class PairingsGroup(ModelViewSetGroup):
    """Who works with whom, on what paper. Activities join from projects, by `submenu_hook`."""

    menu_label = "结对"
    menu_icon = "link"
    menu_order = 200
    submenu_hook = "register_pairings_menu_item"
    items = (
        PairingViewSet("pairing"),
        AllianceViewSet("alliance"),
        AgreementViewSet("agreement"),
        AssignmentViewSet("assignment"),
    )


class PlacesGroup(ModelViewSetGroup):
    menu_label = "组织与区划"
    menu_icon = "group"
    menu_order = 210
    items = (
        OrganisationViewSet("organisation"),
        DivisionViewSet("division"),
        MembershipViewSet("membership"),
    )


class ListsGroup(ModelViewSetGroup):
    menu_label = "需求资源清单"
    menu_icon = "list-ul"
    menu_order = 220
    items = (ListItemViewSet("list_item"), ClaimViewSet("claim"))


SETTINGS = [
    ProgrammeViewSet("programme", menu_order=10),
    ProgrammeYearViewSet("programme_year", menu_order=11),
    ChecklistItemViewSet("checklist_item", menu_order=12),
    ListCategoryViewSet("list_category", menu_order=14),
    ReviewLevelViewSet("review_level", menu_order=15),
    RolePolicyViewSet("role_policy", menu_order=610),  # after Wagtail's own people
]
