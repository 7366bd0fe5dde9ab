"""The chooser of projects."""

from wagtail.admin.ui.tables import Column

from portal.admin.choosers import RecordChooserViewSet
from projects.finding import find_projects
from projects.models import Project


class ProjectChooserViewSet(RecordChooserViewSet):
    model = Project
    icon = "folder-open-inverse"
    choose_one_text = "选择项目"
    search_placeholder = "项目名称、参与方名称或编号"
    more_columns = [
        Column("place", label="所在地", accessor="division"),
        Column("stage", label="阶段", accessor="get_stage_display"),
        Column("number", label="编号"),
    ]
    rows = staticmethod(lambda: Project.objects.select_related("division").order_by("-number"))
    search_rows = staticmethod(find_projects)


project_chooser = ProjectChooserViewSet("choose_project")

CHOOSERS = [project_chooser]
