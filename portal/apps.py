from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Say which files pages hold, and keep what is known of them up to date."""
        # Models and what imports them can be loaded only now.
        from portal.holders import hold_pages
        from portal.references import watch_pages

        hold_pages()
        watch_pages()
