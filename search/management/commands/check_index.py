"""`manage.py check_index`: where the index differs from the records; with --repair it is mended."""

from argparse import ArgumentParser
from collections import Counter, defaultdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from search.backends import ELASTICSEARCH
from search.backends.database import DatabaseEngine
from search.backends.engine import EngineDown
from search.index import store
from search.index.checking import Difference, Flaw, differences
from search.index.dependencies import Records
from search.index.kinds import Kind
from search.index.refreshing import chunks, refresh_kind, remove_left_over, strangers
from search.index.renewing import joined, readers_of, renew_all
from search.sources import KINDS, others

#: Numbers named of each flaw.
NAMED = 5


class Command(BaseCommand):
    """Ends with code 1 where something differs and was not mended."""

    help = "核对站内搜索索引与记录是否一致"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="修复不一致的条目")

    def handle(self, *args: Any, repair: bool = False, **options: Any) -> None:
        count = 0
        stale: Records = {}
        for kind in (*KINDS, *others()):
            found = list(differences(kind))
            count += len(found)
            self._name(kind, found)
            if repair and found:
                stale = joined(stale, _repair(kind, found))
        renew_all(stale)
        count += self._strangers(repair) + self._server(repair)
        if repair:
            DatabaseEngine().tidy()
        if not count:
            self.stdout.write("索引与记录一致。")
        elif repair:
            self.stdout.write(f"已修复 {count} 处。")
        else:
            raise CommandError(f"共 {count} 处不一致。可加 --repair 修复。", returncode=1)

    def _name(self, kind: Kind, found: list[Difference]) -> None:
        records: dict[Flaw, list[int]] = defaultdict(list)
        for flaw, record in found:
            records[flaw].append(record)
        for flaw, count in Counter(flaw for flaw, _ in found).items():
            first = "、".join(_numbers(kind, records[flaw][:NAMED]))
            more = " 等" if count > NAMED else ""
            self.stdout.write(f"{kind.label}：{flaw.label} {count} 条（{first}{more}）")

    def _strangers(self, repair: bool) -> int:
        found = strangers()
        if found:
            self.stdout.write(f"不再检索的类别：{len(found)} 条")
        if repair:
            with transaction.atomic():
                store.drop(found)
        return len(found)

    def _server(self, repair: bool) -> int:
        """What the search server lacks or has too much, where there is one."""
        if settings.SEARCH_ENGINE != ELASTICSEARCH:
            return 0
        # Only where it is asked for: its client is an optional requirement.
        from search.backends import mirror

        try:
            found = mirror.differences().all
            if repair and found:
                mirror.send(found)
        except EngineDown as problem:
            raise CommandError(f"搜索服务器没有应答：{problem}", returncode=1) from problem
        if found:
            self.stdout.write(f"搜索服务器：不一致 {len(found)} 条")
        return len(found)


def _repair(kind: Kind, found: list[Difference]) -> Records:
    """Make these entries anew; returns what reads in them what changed meanwhile."""
    records = sorted({d.record for d in found if d.flaw != Flaw.LEFT_OVER})
    stale = [readers_of(kind, refresh_kind(kind, chunk, anew=True)) for chunk in chunks(records)]
    remove_left_over(kind)
    return joined(*stale)


def _numbers(kind: Kind, records: list[int]) -> list[str]:
    """The records as people know them: by number or name; by key where they are gone."""
    rows = {row.pk: row for row in kind.all_rows().filter(pk__in=records)}
    return [
        str(getattr(rows[pk], "number", "") or rows[pk]) if pk in rows else f"#{pk}"
        for pk in records
    ]
