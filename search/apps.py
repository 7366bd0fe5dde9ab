from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "站内搜索"

    def ready(self) -> None:
        """Follow every change of what is searched."""
        from search.watching import watch  # it needs the models

        watch()
