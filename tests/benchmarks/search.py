"""What the search costs in a city of 100,000 records (`make benchmark-search`).

Times of the wall, on the demo's settings and in the demo's place: SQLite, one process, the pages
asked as a browser asks them. On a busy machine compare the processor's times beside them. The city
takes minutes to build; `ARGS='--folder /tmp/city'` keeps it there and uses it again.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
SAVED = 40


def main() -> None:
    """Build where needed, measure, print a table and a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="keep the city here, use it if it is there")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-search-") as temporary:
        folder = (wanted.folder or Path(temporary)).resolve()
        os.environ.update(
            DEMO_DIR=str(folder), DJANGO_SETTINGS_MODULE="portal.settings.demo", LOG_LEVEL="ERROR"
        )
        django.setup()
        ready = folder / "ready.json"
        if not ready.exists():
            ready.write_text(json.dumps(_build(wanted.records)), encoding="utf-8")
        figures = json.loads(ready.read_text(encoding="utf-8")) | _measured()
        _show(figures)


def _build(records: int) -> dict[str, Any]:
    from .many_records import build

    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    build(records, _say)
    _say(f"记录已建好：{time.perf_counter() - started:.0f} 秒")
    return {"rebuild_cold": _rebuild()}


def _rebuild() -> dict[str, float]:
    """A rebuild of the whole index: records, seconds, records a second."""
    from search.models import Entry

    started = time.perf_counter()
    call_command("update_index", verbosity=0)
    seconds = time.perf_counter() - started
    count = Entry.objects.count()
    _say(f"索引：{count} 条，{seconds:.0f} 秒")
    return {"records": count, "seconds": seconds, "per_second": count / seconds}


def _measured() -> dict[str, Any]:
    from .questions import addresses, beginnings

    questions = addresses()
    everything = [address for sort in questions.values() for address in sort]
    return {
        "rebuild": _rebuild(),
        "save_ms": _spread(_saves()),
        "by_sort": {sort: _asked(asked) for sort, asked in questions.items()},
        "results": _asked(everything),
        "suggest": _asked(beginnings()),
        "memory": _memory(),
    }


def _asked(addresses: Iterable[str]) -> dict[str, dict[str, float]]:
    """Milliseconds of the wall and of the processor; every address in turn, several times."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    listed, wall, processor = list(addresses), [], []
    _get(client, listed[0])  # templates compiled, vocabulary read
    for _ in range(ROUNDS):
        for address in listed:
            before, before_wall = time.process_time(), time.perf_counter()
            _get(client, address)
            wall.append((time.perf_counter() - before_wall) * 1000)
            processor.append((time.process_time() - before) * 1000)
    return {"wall": _spread(wall), "processor": _spread(processor)}


def _get(client: Any, address: str) -> None:
    answer = client.get(address)
    # A page that is not there after all (fewer finds than thought) is an answer too.
    if answer.status_code not in (200, 404):
        raise RuntimeError(f"{address}: {answer.status_code}")


def _saves() -> list[float]:
    """Milliseconds that indexing adds to saving one record, for records of several kinds."""
    from django.db import transaction

    from partners.models import Agreement, Pairing
    from projects.models import Project, Update
    from search.index.watching import settle

    taken = []
    for model, field in ((Project, "summary"), (Update, "text"), (Agreement, "summary"),
                         (Pairing, "summary")):  # fmt: skip
        for record in model.objects.order_by("?")[: SAVED // 4]:
            setattr(record, field, f"{getattr(record, field)}又办了一件实事。")
            with transaction.atomic():
                record.save()
                started = time.perf_counter()
                settle()
                taken.append((time.perf_counter() - started) * 1000)
    return taken


def _memory() -> dict[str, dict[str, float]]:
    """Megabytes of a worker that never searched, and of one that did, each a process of its own."""
    return {"before": _worker(0), "after": _worker(60)}


def _worker(questions: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.memory", str(questions)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "median": statistics.median(ordered),
        "p95": ordered[max(round(len(ordered) * 0.95) - 1, 0)],
        "max": ordered[-1],
    }


def _row(name: str, spread: dict[str, float]) -> None:
    print(f"{name:28}{spread['median']:9.1f}{spread['p95']:9.1f}{spread['max']:9.1f}")


def _show(figures: dict[str, Any]) -> None:
    print(f"{'毫秒':26}{'中位':>7}{'95%':>9}{'最长':>7}")
    for sort, spreads in figures["by_sort"].items():
        _row(f"  {sort}", spreads["wall"])
    _row("结果页（含处理器等待）", figures["results"]["wall"])
    _row("结果页（处理器）", figures["results"]["processor"])
    _row("输入提示", figures["suggest"]["wall"])
    _row("输入提示（处理器）", figures["suggest"]["processor"])
    _row("保存一条时的索引", figures["save_ms"])
    rebuild, memory = figures["rebuild"], figures["memory"]
    print(f"重建索引：{rebuild['records']} 条，每秒 {rebuild['per_second']:.0f} 条")
    own = memory["after"]["own"] - memory["before"]["own"]
    print(f"一个进程因搜索多占内存：{own:.0f} MB（此前 {memory['before']['own']:.0f} MB）")
    print(json.dumps(figures))


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
