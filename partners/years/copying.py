"""Setting up the next year of a programme by copying one that is there."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partners.events import changes_between, record_event, snapshot
from partners.models import ChecklistItem, PairingLevel, ProgrammeYear
from portal.models import User

EXISTS = "这个行动已经设置了 {year} 年，请直接修改。"


def shifted(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@transaction.atomic
def copy_year(old: ProgrammeYear, year: int, *, by: User) -> ProgrammeYear:
    """Make `year` of the programme of `old`: its levels and checklist, all dates shifted.

    It is not public and not the one shown first until that is switched. Raises ValidationError
    where the year is there already or is none.
    """
    if ProgrammeYear.objects.filter(programme=old.programme, year=year).exists():
        raise ValidationError({"year": EXISTS.format(year=year)})
    by_years = year - old.year
    new = ProgrammeYear(
        programme=old.programme,
        year=year,
        key=_free_key(old, year),
        starts_on=_day(old.starts_on, by_years),
        ends_on=_day(old.ends_on, by_years),
        checklist_name=old.checklist_name,
        division=old.division,
        entered_by=by,
    )
    new.full_clean()
    new.save()
    levels = {level.pk: _level(level, new) for level in old.levels.all()}
    items = [
        _item(item, new, levels, by_years) for item in old.checklist.order_by("position", "pk")
    ]
    ChecklistItem.objects.bulk_create(items)
    changes = changes_between({}, snapshot(new)) | {
        "levels": [[], [str(level) for level in levels.values()]],
        "checklist": [[], [str(item) for item in items]],
    }
    record_event(new, "create", "录入", by=by, reason=f"由{old}复制", changes=changes)
    return new


def _day(day: date, years: int) -> date:
    """Raises ValidationError for a year no calendar has."""
    try:
        return shifted(day, years)
    except (ValueError, OverflowError):
        raise ValidationError({"year": "请核对年度。"}) from None


def _free_key(old: ProgrammeYear, year: int) -> str:
    """As the old one was named, with the new year; the old key before it where that is taken."""
    replaced = old.key.replace(str(old.year), str(year))
    key = replaced if replaced != old.key else str(year)
    longest: Any = ProgrammeYear._meta.get_field("key").max_length
    taken = ProgrammeYear.objects.filter(key=key).exists()
    return f"{old.key}-{year}"[-longest:] if taken else key


def _level(level: PairingLevel, year: ProgrammeYear) -> PairingLevel:
    return PairingLevel.objects.create(
        programme_year=year,
        rank=level.rank,
        name=level.name,
        unit_kinds=level.unit_kinds,
        community_kinds=level.community_kinds,
        parent_required=level.parent_required,
    )


def _item(
    item: ChecklistItem, year: ProgrammeYear, levels: dict[int, PairingLevel], by_years: int
) -> ChecklistItem:
    return ChecklistItem(
        programme_year=year,
        level=levels[item.level_id],
        division_id=item.division_id,
        title=item.title,
        fulfilled_by=item.fulfilled_by,
        quantity=item.quantity,
        due_on=_day(item.due_on, by_years),
        position=item.position,
    )
