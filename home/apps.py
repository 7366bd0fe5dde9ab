from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "首页与栏目"

    def ready(self) -> None:
        """Say what holds pictures and what keeps things; keep the groups of the roles."""
        # Models, and what imports them, can be loaded only now.
        from home.dependents import default_site
        from home.holders import hold_files
        from home.roles import sync_roles
        from portal.admin.dependents import depends_by, goes_along

        hold_files()
        post_migrate.connect(sync_roles, sender=self, dispatch_uid="home.roles")
        # The stories a front page shows are its own list; a site's settings belong to the site.
        goes_along("home.HomeStory.page", "home.SiteSettings.site")
        depends_by(default_site)
