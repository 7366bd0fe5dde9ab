"""Public addresses of partners. Numbers, never keys, stand in them."""

from django.urls import path

import partners.converters  # noqa: F401 - registers <number:...>
from partners import views

app_name = "partners"

urlpatterns = [
    path("pairings/", views.PairingListView.as_view(), name="pairing_list"),
    path("pairings/<number:number>/", views.PairingDetailView.as_view(), name="pairing_detail"),
    path("alliances/", views.AllianceListView.as_view(), name="alliance_list"),
    path("alliances/<number:number>/", views.AllianceDetailView.as_view(), name="alliance_detail"),
    path("agreements/", views.AgreementListView.as_view(), name="agreement_list"),
    path(
        "agreements/<number:number>/",
        views.AgreementDetailView.as_view(),
        name="agreement_detail",
    ),
    path("organisations/", views.OrganisationListView.as_view(), name="organisation_list"),
    path(
        "organisations/<number:number>/",
        views.OrganisationDetailView.as_view(),
        name="organisation_detail",
    ),
    path("list-items/", views.ListItemListView.as_view(), name="list_item_list"),
    path(
        "list-items/<number:number>/", views.ListItemDetailView.as_view(), name="list_item_detail"
    ),
    path("places/", views.PlaceIndexView.as_view(), name="place_index"),
    path("places/<slug:code>/", views.PlaceDetailView.as_view(), name="place_detail"),
]
