from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "首页与栏目"

    def ready(self) -> None:
        """Keep the groups of the roles as the table says, from the first migrate on."""
        # Models, and what imports them, can be loaded only now.
        from home.roles import sync_roles

        post_migrate.connect(sync_roles, sender=self, dispatch_uid="home.roles")
