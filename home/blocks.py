"""What standard pages and notices are written with."""

from typing import Any

from wagtail import blocks

from portal.blocks import document_blocks, media_blocks, text_blocks
from projects.blocks import LiveFiguresBlock


class StandardBody(blocks.StreamBlock):
    """The body of a standard page: words, pictures, files, live figures."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        offered = [
            *text_blocks(),
            ("live_figures", LiveFiguresBlock()),
            *media_blocks(),
            *document_blocks(),
        ]
        super().__init__(local_blocks or offered, **kwargs)


class NoticeBody(blocks.StreamBlock):
    """The body of a notice: words, pictures, files."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        offered = [*text_blocks(), *media_blocks(), *document_blocks()]
        super().__init__(local_blocks or offered, **kwargs)
