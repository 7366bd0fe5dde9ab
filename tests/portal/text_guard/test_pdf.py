"""The words of a PDF are read to its end, or it is said that they are not."""

import io

import pytest

from portal.text_guard.files import file_spots
from portal.text_guard.limits import NotRead
from portal.text_guard.spots import look
from tests.factories.papers import pdf

NUMBER = "13800138000"


def places(content):
    return [one.spot.label for one in look(file_spots(io.BytesIO(content), "pdf"))]


def test_words_are_found_page_by_page():
    assert places(pdf("Report", f"Call {NUMBER} now")) == ["文件 第 2 页"]
    assert places(pdf("Report", "")) == []


def test_links_notes_fields_and_properties_are_read():
    link = b"/Annots [<< /Subtype /Link /A << /S /URI /URI (tel:%s) >> >>]" % NUMBER.encode()
    note = b"/Annots [<< /Subtype /Text /Contents (%s) >>]" % NUMBER.encode()
    field = b"/Annots [<< /Subtype /Widget /FT /Tx /V (%s) >>]" % NUMBER.encode()
    title = b"/Info << /Title (%s) >>" % NUMBER.encode()
    for extra in (link, note, field):
        assert places(pdf("Report", extra=extra)) == ["文件 第 1 页批注、表单和链接"]
    assert places(pdf("Report", trailer=title)) == ["文件 文件属性"]


@pytest.mark.parametrize(
    "content",
    [
        pdf("Report", None),
        pdf(*["a"] * 501),
        pdf("a" * 6_000_000),
        pdf("Report", trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 /O () /U () /P 0 >>"),
        pdf("Report", extra=b"/Annots 99 0 R"),
        pdf("Report")[:200],
        b"%PDF-1.7\n",
        b"",
    ],
    ids=["scan", "pages", "long page", "locked", "astray", "breaks off", "empty", "nothing"],
)
def test_what_is_not_read_to_the_end_is_said(content):
    with pytest.raises(NotRead, match="不能对外公开"):
        list(file_spots(io.BytesIO(content), "pdf"))


def test_numbers_before_a_page_without_text_are_told():
    read = file_spots(io.BytesIO(pdf(NUMBER, None)), "pdf")
    assert NUMBER in next(read).text
