"""`manage.py verify_audit`: check that no row of the audit trail was changed, taken or added."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partners.audit.verifying import verify


class Command(BaseCommand):
    """Walks the whole chain. Ends with code 1 at the first row that does not hold."""

    help = "核验审计记录：逐条核对封存链，指出第一处被改动、删除、插入或调换的记录"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--expect-digest",
            default="",
            metavar="摘要",
            help="以前核验时记下、另行保存的末端摘要；能发现整条链被重写或截断",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._told = time.monotonic()
        found = verify(options["expect_digest"].strip().lower(), self._progress)
        if found.trouble:
            raise CommandError(f"审计记录有问题：{found.trouble}")
        self.stdout.write(f"审计记录完好：共 {found.length} 条。")
        self.stdout.write(f"末端摘要：{found.digest or '（尚无记录）'}")
        self.stdout.write("请把条数和摘要另行保存，下次核验时用 --expect-digest 给出。")

    def _progress(self, done: int, of: int) -> None:
        if time.monotonic() - self._told > 1:
            self._told = time.monotonic()
            self.stdout.write(f"已核对 {done} / {of} 条（{done * 100 // of}%）")
            self.stdout.flush()
