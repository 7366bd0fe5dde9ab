"""Migrating with a bar instead of two hundred lines."""

import io

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from .console import Writable, bar


class _Counter(io.StringIO):
    """Stands in for the output of `migrate`: every migration it begins moves the bar."""

    def __init__(self, total: int, out: Writable) -> None:
        super().__init__()
        self.total, self.done, self.out = total, 0, out

    def write(self, text: str) -> int:
        if "Applying" in text:
            self.done += 1
            if self.done % 20 == 0 or self.done == self.total:
                shown = f"  {bar(self.done, self.total)} 正在准备数据库 {self.done}/{self.total}"
                self.out.write(shown + "\n")
                self.out.flush()
        return len(text)


def migrate(out: Writable) -> None:
    """Bring the database up to date; silent when it is."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    call_command("migrate", verbosity=1 if plan else 0, stdout=_Counter(len(plan), out))
