from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "共建项目"

    def ready(self) -> None:
        """Register who may do what, before any screen asks."""
        # Models and what imports them can be loaded only now.
        from partners.permissions import keep
        from projects import models

        keep(models.Activity, models.FundEntry, models.Project, models.Update)
