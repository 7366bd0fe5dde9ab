"""Filters of the lists, one module for each kind of list."""

from .agreement import EXPIRY_NOTICE, AgreementFilterSet, AllianceFilterSet
from .choices import DistrictFilter, LevelFilter, ReviewedFilterSet, YearFilter, any_of, one_of
from .duty import AssignmentFilterSet, ProxyEntryFilterSet, ReviewLevelFilterSet
from .list_item import ClaimFilterSet, ListItemFilterSet
from .pairing import PairingFilterSet
from .place import DivisionFilterSet, MembershipFilterSet, OrganisationFilterSet
from .programme import ChecklistFilterSet, ProgrammeYearFilterSet

__all__ = [
    "EXPIRY_NOTICE",
    "AgreementFilterSet",
    "AllianceFilterSet",
    "AssignmentFilterSet",
    "ChecklistFilterSet",
    "ClaimFilterSet",
    "DistrictFilter",
    "DivisionFilterSet",
    "LevelFilter",
    "ListItemFilterSet",
    "MembershipFilterSet",
    "OrganisationFilterSet",
    "PairingFilterSet",
    "ProgrammeYearFilterSet",
    "ProxyEntryFilterSet",
    "ReviewLevelFilterSet",
    "ReviewedFilterSet",
    "YearFilter",
    "any_of",
    "one_of",
]
