from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "结对共建"

    def ready(self) -> None:
        """Register who may do what, before any screen asks, and keep the audit trail."""
        # Models and what imports them can be loaded only now.
        from partners import models
        from partners.access import limits  # noqa: F401 - connects to logging in
        from partners.audit import access, accounts, page_rights, pages, rights
        from partners.held_texts import HeldTexts
        from partners.holders import hold_files
        from partners.permissions import fix_rows, keep
        from portal.text_guard.holding import register_keeper

        register_keeper(HeldTexts())
        hold_files()
        keep(
            models.Agreement,
            models.Alliance,
            models.Assignment,
            models.Claim,
            models.Division,
            models.ListItem,
            models.Membership,
            models.Organisation,
            models.Pairing,
            models.ProgrammeYear,
        )
        fix_rows(models.RolePolicy)
        for heard in (access, accounts, rights, page_rights, pages):
            heard.listen()
