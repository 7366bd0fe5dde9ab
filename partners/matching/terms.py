"""When a pairing of a year begins that follows on an earlier one; screens and the press ask it."""

from datetime import date, timedelta

from partners.enums import RUNNING_PAIRINGS
from partners.models import Pairing, ProgrammeYear

RUNS_ON = (
    "原结对期限至 {end:%Y-%m-%d}，本年度内不需要重新结对；"
    "要提前调整的，请先到原结对的页面办理“终止”。"
)


def start_after(old: Pairing | None, year: ProgrammeYear) -> date | None:
    """The first day of a pairing of `year` that follows `old`; None while the old one runs on."""
    if old is None:
        return year.starts_on
    following = max(year.starts_on, old.end_on + timedelta(days=1))
    if following <= year.ends_on:
        return following
    return None if old.status in RUNNING_PAIRINGS else year.starts_on


def runs_on(old: Pairing) -> str:
    """Why nothing follows `old` yet."""
    return RUNS_ON.format(end=old.end_on)
