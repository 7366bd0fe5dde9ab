"""Words of uploaded files are found by cell, line and paragraph, within bounds."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from portal.text_guard.files import file_spots
from portal.text_guard.rows import check_rows
from portal.text_guard.spots import look
from tests.factories.books import workbook

NUMBER = "13800138000"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(parts):
    """A packed file of the parts given."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def document(*paragraphs, extra=""):
    """A Word file; a paragraph may be given in several runs."""
    runs = (
        "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in paragraph) + "</w:p>"
        for paragraph in paragraphs
    )
    body = f"<w:document {WORD}><w:body>{''.join(runs)}</w:body></w:document>"
    return packed({"word/document.xml": f"<?xml version='1.0'?>{extra}{body}"})


def places(file, ending):
    return [one.spot.label for one in look(file_spots(file, ending))]


@pytest.mark.parametrize("value", [NUMBER, int(NUMBER), float(NUMBER), "138-0013-8000"])
def test_a_cell_is_named_by_sheet_column_and_row(value):
    assert places(workbook("姓名", "甲", value), "xlsx") == ["文件 名单!A3"]


def test_hidden_sheets_titles_and_notes_are_read():
    assert places(workbook(NUMBER, state="hidden"), "xlsx") == ["文件 名单!A1"]
    assert places(workbook("甲", title=NUMBER), "xlsx") == ["文件 表名"]
    assert len(places(workbook("甲", comment=NUMBER), "xlsx")) == 1


def test_amounts_of_a_sheet_are_left_alone():
    assert places(workbook(13800138000.55, 1234567890123, "2024-06-30"), "xlsx") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_lines_and_cells_of_plain_files_are_read(encoding):
    csv = io.BytesIO(f"姓名,电话\n甲,{NUMBER}\n".encode(encoding))
    assert places(csv, "csv") == ["文件 表格!B2"]
    text = io.BytesIO(f"通知\n请联系{NUMBER}\n".encode(encoding))
    assert places(text, "txt") == ["文件 第 2 行"]


def test_a_number_in_several_runs_of_a_paragraph_is_one():
    assert places(document(["通知"], ["电话138", "0013", "8000"]), "docx") == [
        "文件 正文 document 第 2 段"
    ]


def test_slides_are_read():
    slide = "<a:p xmlns:a='a'><a:r><a:t>138</a:t></a:r><a:r><a:t>00138000</a:t></a:r></a:p>"
    assert len(places(packed({"ppt/slides/slide1.xml": slide}), "pptx")) == 1


def test_the_file_is_handed_on_from_its_beginning():
    file = workbook("甲")
    list(file_spots(file, "xlsx"))
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("file", "ending"),
    [
        (io.BytesIO(b"PK\x03\x04rest"), "xlsx"),
        (io.BytesIO(b"PK\x03\x04rest"), "docx"),
        (packed({"other.xml": "<a/>"}), "xlsx"),
        (packed({"word/document.xml": "<a"}), "docx"),
        (document(["甲"], extra='<!DOCTYPE a [<!ENTITY b "c">]>'), "docx"),
        (packed({"word/document.xml": "<a>" + " " * 30_000_000 + "</a>"}), "docx"),
        (packed({f"word/{n}.xml": "" for n in range(2_100)}), "docx"),
        (packed({"xl/workbook.xml": "\x00" * 70_000_000}), "xlsx"),
    ],
    ids=["no sheet", "no text", "other", "broken", "entities", "bomb", "parts", "huge"],
)
def test_what_cannot_be_read_within_bounds_is_refused(file, ending):
    with pytest.raises(ValidationError, match="无法核查"):
        list(file_spots(file, ending))


def test_other_endings_are_not_read():
    assert list(file_spots(io.BytesIO(NUMBER.encode()), "png")) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["请保存收款码", f"电话{NUMBER}"])
def test_texts_of_two_bytes_a_sign_are_read(encoding, text):
    assert len(places(io.BytesIO(text.encode(encoding)), "txt")) == 1


def test_floats_that_a_formula_worked_out_are_no_numbers():
    assert places(workbook(153.14285714285714, 1520 / 7, 6.2220210011234567), "xlsx") == []


def test_rows_on_their_way_in_are_told_by_row_and_column():
    rows = [["红梅社区", "138 0013 8000"], ["青松社区", ""], ["桃湾村", float(NUMBER)]]
    found = check_rows(["名称", "备注"], rows)
    assert list(found) == [2, 4]
    assert found[2][0].message == "「第 2 行“备注”」中有手机号码：<mark>138******00</mark>"
    assert check_rows(["名称"], [["红梅社区"]]) == {}
