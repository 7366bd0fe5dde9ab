"""Public views, one file a subject."""

from .agreement import AgreementDetailView, AgreementListView
from .alliance import AllianceDetailView, AllianceListView
from .list_item import ListItemDetailView, ListItemListView
from .organisation import OrganisationDetailView, OrganisationListView
from .pairing import PairingDetailView, PairingListView
from .place import PlaceDetailView, PlaceIndexView

__all__ = [
    "AgreementDetailView",
    "AgreementListView",
    "AllianceDetailView",
    "AllianceListView",
    "ListItemDetailView",
    "ListItemListView",
    "OrganisationDetailView",
    "OrganisationListView",
    "PairingDetailView",
    "PairingListView",
    "PlaceDetailView",
    "PlaceIndexView",
]
