"""The texts of a page: its fields, and every block of its streams."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.db import models
from wagtail.blocks import BaseBlock, ListBlock, StreamBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText, get_text_for_indexing

from .records import file_words, text_fields
from .spots import Spot

_LINK = re.compile(r"""href\s*=\s*["']([^"']*)""")
#: Written by Wagtail or from other fields.
_NOT_TYPED = frozenset({"url_path", "draft_title", "search_text", "content_json"})


def page_spots(page: Any) -> Iterator[Spot]:
    """Every text of a page as it would be published."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield from _stream(field, getattr(page, field.name))
        elif isinstance(field, RichTextField):
            yield from _rich(getattr(page, field.attname) or "", field.name, field.verbose_name)
    for field in text_fields(type(page)):
        text = getattr(page, field.attname)
        if text and field.name not in _NOT_TYPED and not isinstance(field, RichTextField):
            yield Spot(field.name, str(field.verbose_name), str(text))
    yield Spot("slug", "网址", page.slug)  # read by everybody: /cases/13800138000/
    if image := getattr(page, "listing_image", None):
        yield from file_words(image, "listing_image.", "列表图片")


def _stream(field: Any, value: Any) -> Iterator[Spot]:
    for number, bound in enumerate(value, 1):
        where = f"{field.verbose_name}第 {number} 块（{bound.block.label}）"
        yield from _block(bound.block, bound.value, f"{field.name}.{bound.block_type}", where)


def _block(block: BaseBlock, value: Any, path: str, where: str) -> Iterator[Spot]:
    """The words of a block, whatever it is made of; a new kind of block is walked as well."""
    if isinstance(value, RichText):
        yield from _rich(value.source, path, where)
    elif isinstance(value, models.Model):
        yield from _chosen(value, path, where)
    elif isinstance(value, str):
        yield Spot(path, where, value)
    else:
        for child, inner, name, label in _inside(block, value):
            yield from _block(child, inner, path + name, where + label)


def _inside(block: BaseBlock, value: Any) -> Iterator[tuple[BaseBlock, Any, str, str]]:
    """The blocks in a block: each with its value, its name and what people call it."""
    if isinstance(block, ListBlock):
        for inner in value or ():
            yield block.child_block, inner, "", ""
    elif isinstance(block, StreamBlock):
        for bound in value or ():
            yield bound.block, bound.value, "", str(bound.block.label)
    elif isinstance(block, StructBlock) and value is not None:
        for name, child in block.child_blocks.items():
            yield child, value.get(name), f".{name}", str(child.label)


def _chosen(value: models.Model, path: str, where: str) -> Iterator[Spot]:
    """A picture or file on the page; its words here stand in for its own."""
    if alt := getattr(value, "contextual_alt_text", None):
        yield Spot(f"{path}.alt", f"{where}替代文字", alt)
    if getattr(value, "is_public", True) and hasattr(value, "file"):
        yield from file_words(value, f"{path}.", where)


def _rich(source: str, path: str, where: str) -> Iterator[Spot]:
    yield Spot(path, where, get_text_for_indexing(source))
    for link in _LINK.findall(source):
        yield Spot(f"{path}.link", f"{where}的链接", unescape(link))
