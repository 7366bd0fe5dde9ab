"""Addresses of the workspace. Screens of their own come first, then registers by their slug."""

from django.urls import include, path

from .audit import AuditRowView, AuditView
from .deciding.review import QueueView, ReviewView
from .deciding.views import ActView
from .entrance import choose
from .evaluating.views import EvaluateView, SummaryView
from .home import HomeView
from .lists import RegisterView
from .pairing_many import SuggestView
from .records import RecordView
from .text_guard import ReleaseView, TextGuardView
from .writing.views import EditView, NewView
from .year_copying import CopyYearView

app_name = "workspace"

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("acting/", choose, name="choose"),
    path("audit/", AuditView.as_view(), name="audit"),
    path("audit/<int:pk>/", AuditRowView.as_view(), name="audit_row"),
    path("evaluations/", SummaryView.as_view(), name="evaluations"),
    path("evaluations/<slug:number>/", EvaluateView.as_view(), name="evaluate"),
    path("people/", include("partners.workspace.people.urls")),
    path("text-guard/", TextGuardView.as_view(), name="text_guard"),
    path("text-guard/<int:pk>/release/", ReleaseView.as_view(), name="release"),
    path("review/", QueueView.as_view(), name="queue"),
    path("review/<slug:waiting>/<slug:key>/", ReviewView.as_view(), name="review"),
    path("pairings/suggest/", SuggestView.as_view(), name="suggest"),
    path("programme-years/copy/", CopyYearView.as_view(), name="copy_year"),
    path("<slug:register>/new/", NewView.as_view(), name="new"),
    path("<slug:register>/", RegisterView.as_view(), name="register"),
    path("<slug:register>/<slug:key>/", RecordView.as_view(), name="record"),
    path("<slug:register>/<slug:key>/edit/", EditView.as_view(), name="edit"),
    path("<slug:register>/<slug:key>/<slug:act>/", ActView.as_view(), name="act"),
]
