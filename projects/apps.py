from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "共建项目"

    def ready(self) -> None:
        """Declare moves, which records hold files, and who may do what, before any screen asks."""
        # Models and what imports them can be loaded only now.
        from wagtail.permissions import register_permission_policy

        from partners.permissions import keep
        from portal.models import PortalDocument
        from projects import models, moves  # noqa: F401  # the moves declare themselves
        from projects.holders import hold_files
        from projects.permissions import DocumentPolicy

        hold_files()
        register_permission_policy(PortalDocument, DocumentPolicy(), exact_class=True)
        keep(models.Activity, models.FundEntry, models.Project, models.Update)
