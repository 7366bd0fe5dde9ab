"""The addresses of the search."""

from django.urls import path

from search.views import results, suggest

app_name = "search"

urlpatterns = [
    path("search/", results, name="results"),
    path("search/suggest/", suggest, name="suggest"),
]
