"""Amounts, counts and days in templates: the words of `portal.wording` in their elements."""

import re

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from portal import wording

register = template.Library()
register.filter("money", wording.money)
register.filter("money_short", wording.money_short)
register.filter("grouped", wording.grouped)


#: Numbers of records and days, with their hours: 「RL-2024-000008」, 「2024-06-28 09:30」.
_OF_ONE_PIECE = re.compile(r"[A-Z]{2}-\d{4}-\d{6}|\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?")


@register.filter
def unbroken(text: object) -> SafeString:
    """The text, in which no number of a record and no day is broken at the end of a line."""
    said = _OF_ONE_PIECE.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(str(text)))
    return mark_safe(said)


@register.filter
def amount(value: object) -> SafeString:
    """The short form of an amount in yuan, with its exact value as title and machine value."""
    written = wording.write_money(value)
    if not written.unit:
        return SafeString(written.number)
    exact = wording.money(value)
    return format_html(
        '<data class="amount" value="{}" title="{} 元">{}{}<small>{}</small></data>',
        exact.replace(",", ""),
        exact,
        written.number,
        wording.NBSP,
        written.unit,
    )


def _time(machine: str, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, text)


@register.filter
def day(value: object) -> SafeString:
    """A day in full, in a time element: 2024 年 6 月 30 日. Empty when there is none."""
    found = wording.as_date(value)
    return _time(found.isoformat(), wording.day_text(found)) if found else SafeString("")


@register.filter
def day_short(value: object) -> SafeString:
    """A day without its year, where the year stands nearby: 6 月 30 日."""
    found = wording.as_date(value)
    return _time(found.isoformat(), wording.day_text(found, False)) if found else SafeString("")


@register.filter
def day_number(value: object) -> SafeString:
    """A day for the narrow column of a register: 2024-06-30."""
    found = wording.as_date(value)
    return _time(found.isoformat(), found.isoformat()) if found else SafeString("")


@register.filter
def day_near(value: object) -> SafeString:
    """A day lately: without its year where that is this one: 03-05, 2024-06-30."""
    found = wording.as_date(value)
    if not found:
        return SafeString("")
    this_year = found.year == timezone.localdate().year
    return _time(found.isoformat(), f"{found:%m-%d}" if this_year else found.isoformat())


@register.filter
def month(value: object) -> SafeString:
    """The month of a day: 2024 年 6 月."""
    found = wording.as_date(value)
    return _time(f"{found:%Y-%m}", wording.month_text(found)) if found else SafeString("")


@register.filter
def month_number(value: object) -> SafeString:
    """The month of a day where room is scarce: 2024-06; the day itself is the title."""
    found = wording.as_date(value)
    if not found:
        return SafeString("")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', found, wording.day_text(found), f"{found:%Y-%m}"
    )


@register.simple_tag
def day_span(start: object, end: object = None) -> SafeString:
    """From one day to another; a year both share is written once, an open end says so."""
    first, last = wording.as_date(start), wording.as_date(end)
    if first and last and first != last:
        same_year = first.year == last.year
        return format_html("{} 至 {}", day(first), day_short(last) if same_year else day(last))
    if first and last:
        return day(first)
    if first:
        return format_html("{} 起", day(first))
    return format_html("至 {}", day(last)) if last else SafeString("")
