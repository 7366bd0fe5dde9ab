"""A chart of questions by day: bars as numbers, drawn by a template."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.wording import day_text, month_text
from search.models.log import AskedQuestionQuerySet

#: Height of the drawing, in its own units; a bar takes STEP with the gap beside it.
HEIGHT, STEP, BAR = 100, 10, 8
#: A longer period is shown by months.
MOST_DAYS = 92


@dataclass(frozen=True)
class Bar:
    """Questions of a day or month: `height` of all, `empty_height` of those without result."""

    label: str
    times: int
    empty: int
    x: int
    height: float
    empty_height: float

    @property
    def y(self) -> float:
        return HEIGHT - self.height

    @property
    def empty_y(self) -> float:
        return HEIGHT - self.empty_height


@dataclass(frozen=True)
class Chart:
    """The bars of a period, and its sums."""

    bars: list[Bar]
    times: int
    empty: int
    most: int
    by_month: bool

    width = property(lambda self: max(len(self.bars), 1) * STEP)
    height = HEIGHT
    bar_width = BAR

    @property
    def empty_share(self) -> str:
        """The part of all questions that found nothing, as a percentage."""
        return f"{self.empty / self.times:.1%}" if self.times else "0%"


def chart_of(rows: AskedQuestionQuerySet, first: date, last: date) -> Chart:
    """The questions of `rows` from `first` to `last`, in one query; quiet days have a place too."""
    by_month = (last - first).days >= MOST_DAYS
    counts = _filled(rows.by_month() if by_month else rows.by_day(), first, last, by_month)
    most = max((times for _, times, _ in counts), default=0)
    bars = [
        Bar(
            label=month_text(day) if by_month else day_text(day),
            times=times,
            empty=empty,
            x=at * STEP,
            height=round(HEIGHT * times / most, 1) if most else 0,
            empty_height=round(HEIGHT * empty / most, 1) if most else 0,
        )
        for at, (day, times, empty) in enumerate(counts)
    ]
    times, empty = sum(bar.times for bar in bars), sum(bar.empty for bar in bars)
    return Chart(bars, times, empty, most, by_month)


def _filled(
    counts: list[tuple[date, int, int]], first: date, last: date, by_month: bool
) -> list[tuple[date, int, int]]:
    """`counts` with the days or months between in which nobody asked."""
    known = {day: (times, empty) for day, times, empty in counts}
    if by_month:
        # Nothing is kept for longer than some 400 days, whatever period was chosen.
        begin = counts[0][0] if counts else last
        first = max(first.replace(day=1), begin)
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        days = [date(month // 12, month % 12 + 1, 1) for month in months]
    else:
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [(day, *known.get(day, (0, 0))) for day in days]
