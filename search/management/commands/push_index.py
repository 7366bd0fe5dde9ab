"""`manage.py push_index`: send the search server what waits for it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.backends.engine import EngineDown
from search.index import outbox
from search.models import OutboxRow


class Command(BaseCommand):
    help = "把待同步的搜索条目发送到搜索服务器（可由定时任务每分钟运行）"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sent = outbox.push()
        except EngineDown as problem:
            waiting = OutboxRow.objects.count()
            raise CommandError(f"搜索服务器没有应答，{waiting} 条仍待同步：{problem}") from problem
        self.stdout.write(f"已同步 {sent} 条。")
