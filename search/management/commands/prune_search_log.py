"""`manage.py prune_search_log`: forget questions asked long ago; for a daily or weekly timer."""

from typing import Any

from django.core.management.base import BaseCommand

from search.log import DAYS_KEPT, prune


class Command(BaseCommand):
    """Deletes rows of the log of questions that are older than DAYS_KEPT days."""

    help = f"删除 {DAYS_KEPT} 天以前的搜索日志"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"已删除 {prune()} 条搜索日志。")
