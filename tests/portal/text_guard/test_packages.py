"""Every part of an office file is read: headers, drawings, properties, links, embedded files."""

import io
import time

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.datavalidation import DataValidation

from portal.text_guard.files import file_spots
from portal.text_guard.spots import look
from tests.factories.books import workbook
from tests.portal.text_guard.test_files import NUMBER, WORD, document, packed

DRAWING = "<c xmlns:a='a'><a:p><a:r><a:t>138</a:t></a:r><a:r><a:t>00138000</a:t></a:r></a:p></c>"
EMPTY = f"<w:document {WORD}><w:body/></w:document>"


def places(file, ending):
    return [one.spot.label for one in look(file_spots(file, ending))]


def made(change):
    book = Workbook()
    book.active["A1"] = "名单"
    change(book.active)
    kept = io.BytesIO()
    book.save(kept)
    return kept


def link(sheet):
    sheet["A1"].hyperlink = f"https://example.gov.cn/?t={NUMBER}"


def formula(sheet):
    sheet["A1"] = f'=HYPERLINK("tel:{NUMBER}","联系")'


def header(sheet):
    sheet.oddHeader.center.text = NUMBER


def choices(sheet):
    rule = DataValidation(type="list", formula1=f'"{NUMBER},b"')
    rule.add("A1")
    sheet.add_data_validation(rule)


def chart(sheet):
    drawn = BarChart()
    drawn.title = NUMBER
    drawn.add_data(Reference(sheet, min_col=1, min_row=1))
    sheet.add_chart(drawn, "C3")


def author(sheet):
    sheet.parent.properties.creator = f"王某 {NUMBER}"


@pytest.mark.parametrize("change", [link, formula, header, choices, chart, author])
def test_what_stands_beside_the_cells_is_read_once(change):
    assert len(places(made(change), "xlsx")) == 1


@pytest.mark.parametrize(
    "name",
    [
        "word/document2.xml",
        "word/glossary/document.xml",
        "word/header1.xml",
        "word/charts/chart1.xml",
        "word/diagrams/data1.xml",
        "customXml/item1.xml",
        "word/anything.dat",
        "ppt/slideMasters/slideMaster1.xml",
    ],
)
def test_every_part_is_read_whatever_it_is_called(name):
    file = packed({"word/document.xml": EMPTY, name: DRAWING})
    assert len(places(file, "docx")) == 1


def test_targets_of_links_and_words_for_pictures_are_read():
    links = f"<Relationships><Relationship Target='tel:{NUMBER}'/></Relationships>"
    file = packed({"word/document.xml": EMPTY, "word/_rels/document.xml.rels": links})
    assert places(file, "docx") == ["文件 链接 document"]
    drawing = f"<w:p {WORD}><w:r><docPr descr='电话{NUMBER}'/></w:r></w:p>"
    assert places(packed({"word/document.xml": drawing}), "docx") == ["文件 正文 document"]


def test_comments_of_slides_are_read():
    comment = f"<cmLst xmlns:p='p'><p:cm><p:text>{NUMBER}</p:text></p:cm></cmLst>"
    assert len(places(packed({"ppt/comments/comment1.xml": comment}), "pptx")) == 1


def test_a_text_box_within_a_paragraph_is_a_paragraph_of_its_own():
    box = f"<w:p {WORD}><w:r><w:t>138</w:t></w:r><x><w:p><w:r><w:t>{NUMBER}</w:t></w:r></w:p></x>"
    assert len(places(packed({"word/document.xml": box + "</w:p>"}), "docx")) == 1


def test_embedded_files_are_read_and_those_within_them_refused():
    sheet = workbook("甲", NUMBER).getvalue()
    inner = packed({"word/document.xml": EMPTY, "word/embeddings/a.xlsx": sheet})
    assert places(inner, "docx") == ["文件 其他内容 a 中 名单!A2"]
    outer = packed({"word/document.xml": EMPTY, "word/embeddings/b.docx": inner.getvalue()})
    with pytest.raises(ValidationError, match="还嵌有文件"):
        places(outer, "docx")


def test_embedded_files_count_towards_what_a_file_may_unpack_to():
    inner = packed({f"word/{n}.xml": "<a/>" for n in range(1_200)}).getvalue()
    outer = packed({"word/document.xml": EMPTY, "a.docx": inner, "b.docx": inner})
    with pytest.raises(ValidationError, match="内容过多"):
        places(outer, "docx")


def test_a_document_type_far_down_is_refused_too():
    part = "<?xml version='1.0'?>" + " " * 2_000 + "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"
    with pytest.raises(ValidationError, match="无法核查"):
        places(packed({"word/document.xml": part}), "docx")


def test_keys_and_sizes_of_drawings_are_no_numbers():
    part = (
        f"<w:p {WORD}><w:r><a id='{{13800138-0000-4000-8000-138001380001}}' cx='9144000'/>"
        "<posOffset>1380013</posOffset><w:t>现场</w:t></w:r></w:p>"
    )
    assert places(packed({"word/document.xml": part}), "docx") == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        [["138"], ["00138000"]],
        [["联系电话"], ["138"], ["1234"], ["5678"]],
        [["请拨打电话138"], ["12345678咨询"]],
        [["身份证"], ["110105"], ["19491231"], ["002X"]],
    ],
)
def test_a_number_over_several_paragraphs_or_cells_is_one(paragraphs):
    assert len(places(document(*paragraphs), "docx")) == 1


def test_figures_in_neighbouring_paragraphs_are_none():
    figures = [["户数"], ["156"], ["3421"], ["1234"], ["15320"], ["186452"], ["面积 153"]]
    assert places(document(*figures, ["12345678 元"]), "docx") == []


def test_thousands_of_figures_are_read_at_once():
    file = document(["联系电话"], *([str(number % 10)] for number in range(20_000)))
    began = time.perf_counter()
    places(file, "docx")
    assert time.perf_counter() - began < 10


def rows(*given):
    book = Workbook()
    for row in given:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept


def test_a_number_over_the_cells_of_a_row_is_one():
    assert places(rows(["甲", "138", "0013", "8000"]), "xlsx") == ["文件 Sheet!B1"]
    heading = ["序号", "联系电话", "", ""]
    assert places(rows(heading, [1, 138, 1234, 5678]), "xlsx") == ["文件 Sheet!B2"]
    assert places(io.BytesIO("甲,138,0013,8000".encode()), "csv") == ["文件 表格!B1"]


def test_figures_in_the_cells_of_a_row_are_none():
    heading = ["村", "户数", "人口", "面积", "电话"]
    row = ["桃湾村", 156, 3421, 1234, "025-83191234"]
    assert places(rows(heading, row, ["青松", 15320, 186452, 6222, "83191235"]), "xlsx") == []
