"""Blocks of pictures. Their words for the blind come from the picture or are written here."""

from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class PictureBlock(blocks.StructBlock):
    """One picture with what it shows and whose it is."""

    image = ImageBlock(label="图片")
    caption = blocks.CharBlock(label="说明", required=False, max_length=120)
    credit = blocks.CharBlock(
        label="图片来源", required=False, max_length=60, help_text="不填时使用图片自身的来源。"
    )

    class Meta:
        icon = "image"
        label = "图片"
        group = "图片"
        description = "一张图片，配说明和来源。"
        template = "blocks/picture.html"
        preview_value = {"image": None, "caption": "改造后的排水涵闸", "credit": "街道供图"}


class GalleryItemBlock(blocks.StructBlock):
    """A picture of a gallery."""

    image = ImageBlock(label="图片")
    caption = blocks.CharBlock(label="说明", required=False, max_length=60)

    class Meta:
        icon = "image"
        label = "图片"


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side."""

    pictures = blocks.ListBlock(GalleryItemBlock(), label="图片", min_num=2, max_num=12)

    class Meta:
        icon = "copy"
        label = "图片组"
        group = "图片"
        description = "两张以上图片并排显示。"
        template = "blocks/gallery.html"
        preview_value = {
            "pictures": [
                {"image": None, "caption": "现场查看"},
                {"image": None, "caption": "共同施工"},
                {"image": None, "caption": "汛前检查"},
            ]
        }


class BeforeAfterBlock(blocks.StructBlock):
    """The same place before and after."""

    before = ImageBlock(label="之前")
    after = ImageBlock(label="之后")
    caption = blocks.CharBlock(label="说明", required=False, max_length=120)

    class Meta:
        icon = "expand-right"
        label = "前后对比"
        group = "图片"
        description = "同一地点改造之前和之后的两张图片。"
        template = "blocks/before_after.html"
        preview_value = {"before": None, "after": None, "caption": "同一处排水口"}
