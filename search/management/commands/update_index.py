"""`manage.py update_index`: make the whole index anew. Stands in for Wagtail's of the same name."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from search import meaning
from search.backends import ELASTICSEARCH
from search.backends.database import DatabaseEngine
from search.backends.engine import EngineDown
from search.index import store
from search.index.kinds import Kind
from search.index.rebuilding import alone, rebuild
from search.index.refreshing import strangers
from search.sources import KINDS, others

#: Seconds between two lines about the same kind.
PAUSE = 2.0


class Command(BaseCommand):
    """Entries are written over one chunk after another: the search misses nothing meanwhile."""

    help = "重建站内搜索索引（重建期间搜索照常可用）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        keys = [kind.key for kind in KINDS]
        parser.add_argument(
            "--kind", action="append", choices=keys, metavar="类别", help="、".join(keys)
        )

    def handle(self, *args: Any, kind: list[str] | None = None, **options: Any) -> None:
        self.loud = options["verbosity"] > 0
        chosen = [known for known in KINDS if known.key in (kind or known.key)]
        if not kind:
            chosen += others()
        with alone(lambda: self._say("另一处正在重建索引，等它结束后接着进行。")):
            self._make_anew(chosen, everything=not kind)

    def _make_anew(self, kinds: list[Kind], *, everything: bool) -> None:
        started = time.monotonic()
        written = self._rebuild(kinds)
        if everything:
            with transaction.atomic():
                store.drop(strangers())
        DatabaseEngine().tidy()
        self._say(f"索引已重建：{written} 条，{_rate(written, started)}。")
        meaning.note_all()
        self._fill_server()

    def _rebuild(self, kinds: list[Kind]) -> int:
        started = said = 0.0

        def progress(kind: Kind, done: int, total: int) -> None:
            nonlocal started, said
            if not done:
                started, said = time.monotonic(), 0.0
            elif done == total or time.monotonic() - said >= PAUSE:
                said = time.monotonic()
                self._say(f"{kind.label}：{done}/{total}，{_rate(done, started)}")

        outcomes = rebuild(kinds, progress)
        for kind, outcome in outcomes.items():
            if outcome.removed:
                self._say(f"{kind.label}：移除 {outcome.removed} 条")
        return sum(outcome.written for outcome in outcomes.values())

    def _fill_server(self) -> None:
        if settings.SEARCH_ENGINE != ELASTICSEARCH:
            return
        # Only where it is asked for: its client is an optional requirement.
        from search.backends import mirror

        try:
            mirror.rebuild(self._say)
        except EngineDown as problem:
            raise CommandError(
                f"数据库中的索引已重建，但搜索服务器没有应答：{problem}"
            ) from problem

    def _say(self, words: str) -> None:
        if self.loud:
            self.stdout.write(words)


def _rate(done: int, started: float) -> str:
    return f"每秒 {done / max(time.monotonic() - started, 0.001):,.0f} 条"
