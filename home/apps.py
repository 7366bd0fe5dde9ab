from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "首页与栏目"

    def ready(self) -> None:
        """Say what holds pictures; keep the groups of the roles as the table says."""
        # Models, and what imports them, can be loaded only now.
        from home.holders import hold_files
        from home.roles import sync_roles

        hold_files()
        post_migrate.connect(sync_roles, sender=self, dispatch_uid="home.roles")
