from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "站内搜索"

    def ready(self) -> None:
        """Follow what is searched and how it is understood; help the lists below to find."""
        # All need the models, which can be loaded only now.
        from portal.admin.dependents import depends_by, goes_along
        from portal.finding import understand_by
        from search.index.watching import watch
        from search.promotions import promotions_of
        from search.understanding import records_meant
        from search.wording import changes as word_changes

        watch()
        word_changes.connect()
        understand_by(records_meant)
        goes_along("search.PromotionTarget.promotion")
        depends_by(promotions_of)
