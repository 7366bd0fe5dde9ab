"""The log of questions: what was asked and what it found, never who asked.

Synonyms are grown from it. A row holds a day, a question and counts; numbers that belong to people
are masked before anything is written, and nothing of the request is kept.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from search.language.folding import fold
from search.language.tokens import query_phrase
from search.models import AskedQuestion
from search.models.log import LONGEST_QUESTION

logger = logging.getLogger(__name__)

#: Days a question is kept: a year can be compared with the one before.
DAYS_KEPT = 400
#: Different questions kept of one day; a flood of nonsense does not fill the disk.
MOST_A_DAY = 10_000
#: Milliseconds SQLite may wait for another writer before the row is dropped.
LONGEST_WAIT = 50

#: Text beyond this is not looked at; the search box takes far less.
_LONGEST_READ = 400
#: What stands in the place of what was masked.
MASKS = _NUMBER, _MAIL = ("[号码]", "[邮箱]")
_MAIL_ADDRESS = re.compile(r"[^\s@]+(?:\s?@[\s@]*[^\s@]+)+")
_DIGIT, _SIGNS = "[\\d〇零一二三四五六七八九幺]", r"[\W_]{1,3}"
#: Seven digits in a row, be they typed as 一三八…; the last sign of an identity card may be x.
_LONG_RUN = re.compile(rf"{_DIGIT}{{7,}}x?")
#: Eleven digits and more with blanks or signs between: 138 0000 0000, 6222-0000-…
_PARTED_RUN = re.compile(rf"{_DIGIT}(?:[\W_]{{0,3}}{_DIGIT}){{10,}}(?:[\W_]{{0,3}}x)?")
#: A line of an office or a home: 8300 0000, 025-830-0000; no two years, as 2023-2024.
_YEAR = rf"(?:19|20)\d\d(?!{_DIGIT})"
_LANDLINE = re.compile(
    rf"(?<!{_DIGIT})(?:0{_DIGIT}{{2,3}}{_SIGNS}{_DIGIT}{{3,4}}|(?!{_YEAR}){_DIGIT}{{4}})"
    rf"{_SIGNS}{_DIGIT}{{4}}(?!{_DIGIT})"
)
_ROBOT = re.compile(r"bot\b|bot/|spider|crawl|slurp|curl/|wget/|python-", re.IGNORECASE)


def masked(question: str) -> str:
    """The question as it is kept: folded, one blank between words, numbers of people masked.

    At most LONGEST_QUESTION characters; empty when nothing is left to keep, and of signs alone.
    """
    text = fold(question[:_LONGEST_READ])
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    text = " ".join(text.split())
    if "@" in text:
        text = " ".join(_MAIL_ADDRESS.sub(_MAIL, text).replace("@", " ").split())
    for number in (_PARTED_RUN, _LONG_RUN, _LANDLINE):
        text = number.sub(_NUMBER, text)
    text = text[:LONGEST_QUESTION].strip()
    return text if query_phrase(text) else ""


def is_counted(request: HttpRequest) -> bool:
    """Whether somebody asks: not HEAD, not a browser reading ahead, not a robot."""
    ahead = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    robot = _ROBOT.search(request.headers.get("User-Agent", ""))
    return request.method == "GET" and not robot and not any("prefetch" in one for one in ahead)


def note(question: str, *, results: int, tier: int, kind: str = "") -> None:
    """Count a question that was asked now; never raises, never waits.

    `results` are the results proper (Found.total), `tier` the last that found something, 0 when
    not even something related was found. Call it for the first page only, and only where
    `is_counted(request)`. A search narrowed to a `kind` is another look at a question already
    counted.
    """
    words = masked(question)
    if kind or not words:
        return
    try:
        with _impatient(), transaction.atomic():
            _count(words, timezone.localdate(), results, tier)
    except DatabaseError as error:
        # Locked by another writer, or read-only: the page matters more than the count.
        logger.warning("a question was not counted: %s", error)
    except Exception:
        logger.exception("a question was not counted")


def prune(today: date | None = None) -> int:
    """Delete what is older than DAYS_KEPT days; returns the number of rows deleted."""
    oldest = (today or timezone.localdate()) - timedelta(days=DAYS_KEPT)
    deleted, _ = AskedQuestion.objects.filter(day__lt=oldest).delete()
    return deleted


def _count(words: str, day: date, results: int, tier: int) -> None:
    """One statement: a row a day and question, counted up where it is there already."""
    found = max(0, min(results, 2**31 - 1))
    reached = max(0, min(tier, 9))
    empty = int(not reached and not found)
    table = connection.ops.quote_name(AskedQuestion._meta.db_table)
    on = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS kept (question, day, times, empty_times, results, tier)"  # noqa: S608
            " SELECT %s, %s, 1, %s, %s, %s"
            f" WHERE EXISTS (SELECT 1 FROM {table} WHERE question = %s AND day = %s)"
            f" OR (SELECT COUNT(*) FROM {table} WHERE day = %s) < %s"
            " ON CONFLICT (question, day) DO UPDATE SET times = kept.times + 1,"
            " empty_times = kept.empty_times + excluded.empty_times,"
            " results = excluded.results, tier = excluded.tier",
            [words, on, empty, found, reached, words, on, on, MOST_A_DAY],
        )


@contextmanager
def _impatient() -> Iterator[None]:
    """Let SQLite wait no longer than LONGEST_WAIT for a lock, then as long as it is set to."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    raw = connection.connection
    (usual,) = raw.execute("PRAGMA busy_timeout").fetchone()
    raw.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout = {usual}")
