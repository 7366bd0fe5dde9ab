from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Say which files pages hold, keep that up to date; guard the sheets of Wagtail."""
        # Models and what imports them can be loaded only now.
        from portal.admin.exports import tell_and_defuse_all
        from portal.holders import hold_pages
        from portal.references import watch_pages

        tell_and_defuse_all()
        hold_pages()
        watch_pages()
