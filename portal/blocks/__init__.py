"""The blocks an editor writes a page with; each app adds those of its own subject."""

from .documents import DocumentsBlock
from .media import BeforeAfterBlock, GalleryBlock, PictureBlock
from .text import CalloutBlock, FactListBlock, HeadingBlock, ParagraphBlock, QuoteBlock, StepsBlock

#: Blocks every page type offers, in the order of the picker. Made anew for each page type, as a
#: block belongs to one stream.


def text_blocks() -> list:
    """Running text."""
    return [
        ("paragraph", ParagraphBlock()),
        ("heading", HeadingBlock()),
        ("quote", QuoteBlock()),
        ("callout", CalloutBlock()),
        ("steps", StepsBlock()),
        ("fact_list", FactListBlock()),
    ]


def media_blocks() -> list:
    """Pictures."""
    return [
        ("picture", PictureBlock()),
        ("gallery", GalleryBlock()),
        ("before_after", BeforeAfterBlock()),
    ]


def document_blocks() -> list:
    """Files to download."""
    return [("documents", DocumentsBlock())]


__all__ = [
    "BeforeAfterBlock",
    "CalloutBlock",
    "DocumentsBlock",
    "FactListBlock",
    "GalleryBlock",
    "HeadingBlock",
    "ParagraphBlock",
    "PictureBlock",
    "QuoteBlock",
    "StepsBlock",
    "document_blocks",
    "media_blocks",
    "text_blocks",
]
