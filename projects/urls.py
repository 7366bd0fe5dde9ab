"""Public addresses of projects, activities and money."""

from django.urls import path

import partners.converters  # noqa: F401 - registers <number:...>
from projects import views

app_name = "projects"

urlpatterns = [
    path("showcase/", views.ShowcaseView.as_view(), name="showcase"),
    path("projects/", views.ProjectListView.as_view(), name="project_list"),
    path("projects/<number:number>/", views.ProjectDetailView.as_view(), name="project_detail"),
    path("activities/", views.ActivityListView.as_view(), name="activity_list"),
    path("activities/<number:number>/", views.ActivityDetailView.as_view(), name="activity_detail"),
    path("funds/", views.FundListView.as_view(), name="fund_list"),
    path("funds/<number:number>/", views.FundDetailView.as_view(), name="fund_detail"),
]
