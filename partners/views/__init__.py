"""Public views, one file a subject."""

from django.views.generic import View


class PairingListView(View):
    """To be written."""


class PairingDetailView(View):
    """To be written."""


class AllianceListView(View):
    """To be written."""


class AllianceDetailView(View):
    """To be written."""


class AgreementListView(View):
    """To be written."""


class AgreementDetailView(View):
    """To be written."""


class OrganisationListView(View):
    """To be written."""


class OrganisationDetailView(View):
    """To be written."""


class ListItemListView(View):
    """To be written."""


class ListItemDetailView(View):
    """To be written."""


class PlaceIndexView(View):
    """To be written."""


class PlaceDetailView(View):
    """To be written."""
