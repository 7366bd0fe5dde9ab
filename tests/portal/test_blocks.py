"""The blocks of a page: complete for editors, harmless for readers."""

import pytest
from django.test import RequestFactory
from django.urls import reverse
from wagtail import blocks as wagtail_blocks

from home.blocks import NoticeBody, StandardBody
from portal.blocks import BeforeAfterBlock, DocumentsBlock, GalleryBlock, PictureBlock, QuoteBlock
from projects.blocks import StoryBody
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.people import AdministratorFactory

pytestmark = pytest.mark.django_db

BODIES = {"story": StoryBody(), "standard": StandardBody(), "notice": NoticeBody()}
OFFERED = [
    pytest.param(block, id=f"{body}-{name}")
    for body, stream in BODIES.items()
    for name, block in stream.child_blocks.items()
]


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def every_block(block: wagtail_blocks.Block) -> list[wagtail_blocks.Block]:
    """The block and, in struct and list blocks of ours, all within it."""
    inner = list(getattr(block, "child_blocks", {}).values())
    if isinstance(block, wagtail_blocks.ListBlock):
        inner.append(block.child_block)
    return [block, *(found for child in inner for found in every_block(child))]


@pytest.mark.parametrize("block", OFFERED)
def test_block_explains_itself_in_chinese(block):
    assert is_chinese(str(block.label))
    assert is_chinese(block.get_description())
    assert block.meta.icon != "placeholder"
    for inner in every_block(block):
        # The parts of a picture are Wagtail's own, in its own translation.
        if type(inner).__module__.split(".")[0] != "wagtail":
            assert is_chinese(str(inner.label)), inner


@pytest.mark.parametrize("block", OFFERED)
def test_block_can_be_previewed(client, block):
    assert block.is_previewable
    client.force_login(AdministratorFactory())
    address = reverse("wagtailadmin_block_preview")
    answer = client.get(address, {"id": block.definition_prefix})
    assert answer.status_code == 200
    assert "portal/css/prose.css" in answer.content.decode()


def test_preview_of_a_block_shows_its_example(client):
    client.force_login(AdministratorFactory())
    for name, words in (("quote", "小区居民"), ("steps", "受理立项"), ("live_figures", "游客")):
        block = BODIES["story"].child_blocks[name]
        page = client.get(
            reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
        ).content.decode()
        assert words in page


def test_traditional_script_is_marked_for_the_reader():
    block = QuoteBlock()
    quoted = block.to_python({"text": "「紅色代辦」服務", "who": "", "script": "zh-Hant"})
    assert '<blockquote class="quote" lang="zh-Hant">' in block.render(quoted)
    quoted = block.to_python({"text": "代办服务", "who": "", "script": "zh-Hans"})
    assert "lang=" not in block.render(quoted)


def test_words_of_an_editor_are_text_not_markup():
    block = QuoteBlock()
    quoted = block.to_python({"text": "<script>x</script>", "who": "<b>", "script": "zh-Hans"})
    assert "<script>" not in block.render(quoted)
    assert "<b>" not in block.render(quoted)


def test_picture_names_its_source_and_says_what_it_shows():
    image = ImageFactory(title="排水涵闸", description="换好的排水涵闸", credit="街道供图")
    block = PictureBlock()
    value = {"image": {"image": image.pk, "decorative": False, "alt_text": "新的涵闸"}}
    shown = block.render(block.to_python(value | {"caption": "改造后", "credit": ""}))
    assert 'alt="新的涵闸"' in shown
    assert "改造后" in shown
    assert "街道供图" in shown
    assert "记者摄" in block.render(block.to_python(value | {"caption": "", "credit": "记者摄"}))


@pytest.mark.parametrize("block", [PictureBlock(), GalleryBlock(), BeforeAfterBlock()])
def test_block_of_pictures_stands_a_deleted_picture(block):
    gone = {"image": 0, "decorative": False, "alt_text": ""}
    value = block.to_python(
        {"image": gone, "pictures": [{"image": gone}] * 2, "before": gone, "after": gone}
    )
    assert "<figure" in block.render(value)


def test_only_public_documents_are_listed():
    shown = DocumentFactory(title="申报表", is_public=True)
    hidden = DocumentFactory(title="会议记录")
    block = DocumentsBlock()
    listed = block.render(block.to_python({"title": "附件", "documents": [shown.pk, hidden.pk]}))
    assert "申报表" in listed
    assert "会议记录" not in listed
    assert hidden.url not in listed


def test_list_of_private_documents_leaves_no_heading():
    block = DocumentsBlock()
    value = block.to_python({"title": "附件", "documents": [DocumentFactory().pk, 0]})
    assert "附件" not in block.render(value, context={"request": RequestFactory().get("/")})
