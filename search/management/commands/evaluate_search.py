"""`manage.py evaluate_search`: how good the search is, on documents and judged queries."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.yardstick import scratch
from search.yardstick.files import ALL, UnreadableFile, read_documents, read_queries


class Command(BaseCommand):
    """Measures in a scratch database; the one of the settings is not opened."""

    help = "用带评判的查询衡量搜索质量（在临时数据库中进行，不影响现有数据）"
    # The scratch portal has its own checks; that of the settings may not even stand.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--documents", type=Path, required=True, help="文档，每行一个 JSON")
        parser.add_argument("--queries", type=Path, required=True, help="查询，每行一个 JSON")
        parser.add_argument("--split", default=ALL, help="只用这一分组的查询，默认全部")
        parser.add_argument(
            "--engine", choices=scratch.ENGINES, default=scratch.SQLITE, help="搜索引擎"
        )
        parser.add_argument("--worst", type=int, default=0, help="列出得分最低的若干查询")
        parser.add_argument("--save-run", type=Path, help="把每个查询的结果存为 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        documents, queries = options["documents"].resolve(), options["queries"].resolve()
        try:
            # Here too, so that a flaw is said at once and not after the tables are made.
            read_documents(documents)
            read_queries(queries, options["split"])
        except UnreadableFile as why:
            raise CommandError(str(why)) from why
        arguments = [f"--documents={documents}", f"--queries={queries}"]
        arguments += [f"--split={options['split']}", f"--worst={options['worst']}"]
        if options["save_run"]:
            arguments.append(f"--save-run={options['save_run'].resolve()}")
        try:
            with scratch.portal_on(options["engine"]) as variables:
                code = scratch.run(arguments, variables, self.stdout.write)
        except scratch.NoServer as why:
            raise CommandError(str(why)) from why
        if code:
            raise CommandError("衡量没有完成，原因见上。", returncode=code)
