"""Public views, one file a subject."""

from django.views.generic import View


class ShowcaseView(View):
    """To be written."""


class ProjectListView(View):
    """To be written."""


class ProjectDetailView(View):
    """To be written."""


class ActivityListView(View):
    """To be written."""


class ActivityDetailView(View):
    """To be written."""


class FundListView(View):
    """To be written."""


class FundDetailView(View):
    """To be written."""
