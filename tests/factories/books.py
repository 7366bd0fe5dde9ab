"""Workbooks for tests, kept in memory."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment


def workbook(
    *cells: Any, title: str = "名单", state: str = "visible", comment: str = ""
) -> io.BytesIO:
    """A workbook whose first column holds `cells`; its sheet may be hidden, or bear a note."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for cell in cells:
        sheet.append([cell])
    if comment:
        sheet["A1"].comment = Comment(comment, "演示录入员")
    if state != "visible":
        book.create_sheet("封面")
        sheet.sheet_state = state
    kept = io.BytesIO()
    book.save(kept)
    return kept
