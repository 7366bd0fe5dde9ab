"""Files to download. Only files marked public are listed."""

from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from portal.holders import publishable


class DocumentsBlock(blocks.StructBlock):
    """A list of files. One that is not public is left out: its title says too much already."""

    title = blocks.CharBlock(label="标题", default="附件", max_length=40)
    documents = blocks.ListBlock(
        DocumentChooserBlock(label="文件"),
        label="文件",
        min_num=1,
        max_num=20,
        help_text="只显示已勾选「对外公开」的文件。",
    )

    class Meta:
        icon = "doc-full"
        label = "附件"
        group = "文件"
        description = "供公众下载的文件，须先在文件库中勾选「对外公开」。"
        template = "blocks/documents.html"
        preview_value = {"title": "附件", "documents": []}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        chosen = [document for document in value["documents"] if document is not None]
        context["public_documents"] = publishable(chosen)
        return context
