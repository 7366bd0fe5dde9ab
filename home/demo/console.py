"""What the builder says while it works: one line a step, with a bar and a count."""

import sys
import time
from collections.abc import Callable
from typing import Protocol

_WIDTH = 24


class Writable(Protocol):
    """What can be written to: a stream, or the output of a command."""

    def write(self, text: str, /) -> object: ...

    def flush(self) -> None: ...


def bar(done: int, total: int) -> str:
    """How far it is, as a row of blocks."""
    filled = round(_WIDTH * done / total)
    return "█" * filled + "░" * (_WIDTH - filled)


class Console:
    """Announces the steps of a build; on a terminal the running step is one moving line."""

    def __init__(self, steps: int, out: Writable | None = None) -> None:
        self.out: Writable = out or sys.stdout
        self.steps = steps
        self.done = 0
        self._moving = bool(getattr(self.out, "isatty", bool)())

    def run(self, words: str, step: Callable[[], int]) -> None:
        """Carry out one step, which returns how many records it made."""
        started = time.monotonic()
        if self._moving:
            self._line(f"正在生成{words}…", end="\r")
        count = step()
        self.done += 1
        seconds = time.monotonic() - started
        self._line(f"正在生成{words}：{count:,} 条，{seconds:.1f} 秒", end="\n")

    def _line(self, words: str, end: str) -> None:
        # The blanks wipe what a longer line left behind.
        blanks = " " * 12 if self._moving else ""
        shown = bar(self.done, self.steps)
        self.out.write(f"  {shown} {self.done:>2}/{self.steps} {words}{blanks}{end}")
        self.out.flush()


class Silence(Console):
    """Says nothing: for tests."""

    def __init__(self) -> None:
        super().__init__(steps=1)

    def run(self, words: str, step: Callable[[], int]) -> None:
        step()
