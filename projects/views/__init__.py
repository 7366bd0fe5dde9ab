"""Public views, one file a subject."""

from .activity import ActivityDetailView, ActivityListView
from .fund import FundDetailView, FundListView
from .project import ProjectDetailView, ProjectListView
from .showcase import ShowcaseView

__all__ = [
    "ActivityDetailView",
    "ActivityListView",
    "FundDetailView",
    "FundListView",
    "ProjectDetailView",
    "ProjectListView",
    "ShowcaseView",
]
