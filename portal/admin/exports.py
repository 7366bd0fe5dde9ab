"""Spreadsheets of lists, as people here expect them to open: local time, no formulas, zero is 0."""

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.http import content_disposition_header
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from portal.exports import exported

#: A cell that begins so is run as a formula by spreadsheet programs.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
#: Without it Excel reads UTF-8 text as the machine's own code page.
BOM = "\ufeff"


def defused(text: str) -> str:
    """Text that a spreadsheet program shows and does not run. Numbers never pass here."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def local(value: datetime.datetime) -> datetime.datetime:
    """A moment as the clock on the wall showed it, to the second."""
    naive = timezone.make_naive(value) if timezone.is_aware(value) else value
    return naive.replace(microsecond=0)


def cell(value: Any, *, as_text: bool) -> Any:
    """A value as it stands in a sheet: `as_text` for csv, else a typed cell of a workbook."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return str(local(value)) if as_text else local(value)
    if isinstance(value, Decimal | int | float | datetime.date):
        return str(value) if as_text else value
    text = "、".join(map(force_str, value)) if isinstance(value, list | tuple) else force_str(value)
    text = ILLEGAL_CHARACTERS_RE.sub("", text)  # control characters have no place in a workbook
    return defused(text) if as_text else text


def tell_and_defuse_all() -> None:
    """Have every sheet of Wagtail's lists and reports told of and defused, not only the portal's.

    Its views are made from one mixin, which no setting replaces.
    """
    mixin: Any = SpreadsheetExportMixin
    write, value_of = mixin.as_spreadsheet, mixin.preprocess_field_value

    def as_spreadsheet(view: Any, queryset: Any, spreadsheet_format: str) -> Any:
        """The sheet; that it was asked for is told first."""
        exported.send(
            sender=type(view),
            user=view.request.user,
            request=view.request,
            name=view.get_filename(),
            rows=len(queryset) if isinstance(queryset, list) else queryset.count(),
            file_format=spreadsheet_format,
        )
        return write(view, queryset, spreadsheet_format)

    def preprocess_field_value(view: Any, field: str, value: Any, export_format: str) -> Any:
        """Every value of every format passes here."""
        shown = value_of(view, field, value, export_format)
        return cell(shown, as_text=export_format == view.FORMAT_CSV)

    mixin.as_spreadsheet, mixin.preprocess_field_value = as_spreadsheet, preprocess_field_value


class SheetExportMixin(SpreadsheetExportMixin):
    """Mend Wagtail's export of a list; for its generic views and for wagtail-modeladmin alike.

    `list_export` names fields and dotted paths; a name in `export_values` is computed by that
    function from the row instead. `export_headings` gives the words above.
    """

    export_values: dict[str, Callable[[Any], Any]] = {}

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """The values of one row, by name."""
        plain = [name for name in self.list_export if name not in self.export_values]
        row = {name: self.plain_value(item, name) for name in plain}
        return {
            name: self.export_values[name](item) if name in self.export_values else row[name]
            for name in self.list_export
        }

    def plain_value(self, item: Any, path: str) -> Any:
        """Follow a dotted path; choices come out in words, an empty relation as nothing."""
        value = item
        for name in path.split("."):
            if value is None:
                return None
            display = getattr(value, f"get_{name}_display", None)
            value = display() if display else getattr(value, name)
            value = value() if callable(value) else value
        return value

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Every value of every format passes here."""
        return cell(value, as_text=export_format == self.FORMAT_CSV)

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        """The lines of the csv, after the mark that tells Excel the encoding."""
        yield BOM.encode()
        yield from super().stream_csv(queryset)

    def write_csv_response(self, queryset: QuerySet) -> StreamingHttpResponse:
        """The csv under a name that browsers can read in Chinese."""
        response = super().write_csv_response(queryset)
        return _named(response, f"{self.get_filename()}.csv")

    def write_xlsx_response(self, queryset: QuerySet) -> HttpResponse:
        """The workbook under a name that browsers can read in Chinese."""
        response = super().write_xlsx_response(queryset)
        return _named(response, f"{self.get_filename()}.xlsx")


def _named(response: Any, filename: str) -> Any:
    response["Content-Disposition"] = content_disposition_header(True, filename)
    return response
