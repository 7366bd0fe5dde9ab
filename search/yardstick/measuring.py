"""The run itself, in the process of a scratch portal: enter, index, ask, print (see scratch)."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import django
from django.core.management import call_command

if TYPE_CHECKING:
    from .asking import Asked
    from .files import Document

_Value = TypeVar("_Value")


def main(arguments: Sequence[str]) -> int:
    """Measure and print; the last line is JSON."""
    django.setup()
    # Models are known only now.
    from .asking import StoodIn
    from .files import read_documents, read_queries
    from .records.entering import NotEntered

    wanted = _parser().parse_args(arguments)
    queries = read_queries(wanted.queries, wanted.split)
    try:
        asked = _asked(read_documents(wanted.documents), queries)
    except (NotEntered, StoodIn) as why:
        print(why, file=sys.stderr)
        return 1
    _tell(asked, wanted.worst, wanted.save_run)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--split", required=True)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--save-run", type=Path)
    return parser


def _asked(documents: Sequence["Document"], queries: Sequence) -> list["Asked"]:
    from search.meaning import available

    from .asking import ask, entries_of
    from .records.entering import enter

    _timed("建立数据表", lambda: call_command("migrate", verbosity=0))
    made = _timed(f"登记 {len(documents)} 篇文档", lambda: enter(documents))
    _timed("建立索引", lambda: call_command("update_index", verbosity=0))
    if available():
        _timed("计算语义向量", lambda: call_command("compute_vectors", verbosity=0))
    entries = entries_of(made)
    return [ask(query, entries, frozenset(made.values())) for query in queries]


def _timed(what: str, work: Callable[[], _Value]) -> _Value:
    started = time.perf_counter()
    value = work()
    print(f"{what}：{time.perf_counter() - started:.1f} 秒", file=sys.stderr)
    return value


def _tell(asked: Sequence["Asked"], count: int, save_run: Path | None) -> None:
    from .report import summary, table, times, worst

    answers = [one.answer for one in asked]
    table(answers, print)
    times([one.milliseconds for one in asked], print)
    worst(answers, count, print)
    if save_run:
        run = {answer.query.id: list(answer.ids) for answer in answers}
        save_run.write_text(json.dumps(run, ensure_ascii=False), encoding="utf-8")
    print(summary(answers))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
