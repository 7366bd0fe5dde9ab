"""`manage.py compute_vectors`: the vectors that are missing or out of date, by hand or by cron."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.meaning import available


class Command(BaseCommand):
    """Goes on where an earlier run was broken off; does nothing when all is up to date."""

    help = "计算语义检索的向量（需安装 requirements-semantic.txt）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--calibrate", action="store_true", help="重新校准语义检索的门槛")

    def handle(self, *args: Any, **options: Any) -> None:
        if not available():
            raise CommandError(
                "语义检索没有启用：请先安装 requirements-semantic.txt，"
                "并确认 SEARCH_MEANING 没有关闭、处理器支持 AVX2。"
            )
        from search.meaning import computing  # numpy comes with the extra

        self.loud = options["verbosity"] > 0
        computing.forget()
        self._compute(computing)
        gate = computing.calibrate() if options["calibrate"] else computing.settle()
        if gate is not None:
            self._say(f"语义检索的门槛为 {gate:.4f}。")

    def _compute(self, computing: Any) -> None:
        total = computing.due().count()
        started = time.monotonic()
        for done in computing.compute():
            self._say(f"语义向量：{done}/{max(total, done)}")
        self._say(
            f"语义向量已是最新，本次计算 {total} 条，用时 {time.monotonic() - started:.0f} 秒。"
        )

    def _say(self, line: str) -> None:
        if self.loud:
            self.stdout.write(line)
            self.stdout.flush()  # into a file it would wait for a full buffer
