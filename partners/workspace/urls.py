"""Addresses of the workspace. Screens of their own come first, then registers by their slug."""

from django.urls import include, path

from .entrance import choose
from .home import HomeView
from .lists import RegisterView
from .records import RecordView

app_name = "workspace"

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("acting/", choose, name="choose"),
    path("people/", include("partners.workspace.people.urls")),
    path("<slug:register>/", RegisterView.as_view(), name="register"),
    path("<slug:register>/<slug:key>/", RecordView.as_view(), name="record"),
]
