"""The menu of projects; see partners.viewsets.groups."""

from wagtail.admin.viewsets.model import ModelViewSetGroup

from .activity import ActivityViewSet
from .outcome import MeasureViewSet, OutcomeViewSet
from .project import ProjectFieldViewSet, ProjectViewSet
from .update import UpdateViewSet


class ProjectsGroup(ModelViewSetGroup):
    menu_label = "项目"
    menu_icon = "folder-open-inverse"
    menu_order = 205
    items = (ProjectViewSet("project"), UpdateViewSet("update"), OutcomeViewSet("outcome"))


#: Activities stand in the menu of pairings, which they belong to.
ACTIVITIES = ActivityViewSet("activity")

SETTINGS = [
    ProjectFieldViewSet("project_field", menu_order=13),
    MeasureViewSet("measure", menu_order=15),
]
