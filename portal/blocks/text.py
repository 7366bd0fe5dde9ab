"""Blocks of words: paragraphs, headings, quotations, hints, steps, facts."""

from wagtail import blocks

#: What running text may hold. Headings, pictures and files have blocks of their own.
FEATURES = ["bold", "link", "ol", "ul"]
SIMPLIFIED, TRADITIONAL = "zh-Hans", "zh-Hant"
SCRIPTS = [(SIMPLIFIED, "简体中文"), (TRADITIONAL, "繁体中文")]


class ParagraphBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = "正文"
        group = "文字"
        description = "一段或几段正文，可以加粗、加链接、列项。"
        template = "blocks/paragraph.html"
        preview_value = (
            "<p>汛期之前，结对双方把小区的排水管网<b>逐段查看</b>了一遍，"
            "列出需要维修的点位，商定分工和工期。</p>"
        )


class HeadingBlock(blocks.CharBlock):
    """A heading between paragraphs."""

    class Meta:
        icon = "title"
        label = "小标题"
        group = "文字"
        description = "把长文分成几节的小标题。"
        template = "blocks/heading.html"
        preview_value = "共同维修，一起管护"


class QuoteBlock(blocks.StructBlock):
    """Words of somebody, named by office or organisation."""

    text = blocks.TextBlock(label="引文", rows=3)
    who = blocks.CharBlock(
        label="出处", required=False, max_length=60, help_text="写职务、身份或文件名称。"
    )
    script = blocks.ChoiceBlock(
        label="文字",
        choices=SCRIPTS,
        default=SIMPLIFIED,
        help_text="引用繁体原文时选择繁体中文。",
        search_index=False,
    )

    class Meta:
        icon = "openquote"
        label = "引文"
        group = "文字"
        description = "引用居民、工作人员的话或文件原文。"
        template = "blocks/quote.html"
        preview_value = {
            "text": "以前一下大雨就担心，现在出门不用再绕路了。",
            "who": "小区居民",
            "script": SIMPLIFIED,
        }


class CalloutBlock(blocks.StructBlock):
    """A box beside the story: what others can take from it."""

    title = blocks.CharBlock(label="标题", max_length=40)
    text = blocks.RichTextBlock(label="内容", features=FEATURES)

    class Meta:
        icon = "info-circle"
        label = "要点"
        group = "文字"
        description = "用底色突出的一小段，例如可以借鉴的做法。"
        template = "blocks/callout.html"
        preview_value = {
            "title": "可以借鉴",
            "text": "<p>把共建项目写进年度计划，明确牵头一方、配合一方和验收一方。</p>",
        }


class StepBlock(blocks.StructBlock):
    """One step of a method."""

    title = blocks.CharBlock(label="步骤", max_length=40)
    text = blocks.TextBlock(label="说明", required=False, rows=2)

    class Meta:
        icon = "list-ol"
        label = "步骤"


class StepsBlock(blocks.StructBlock):
    """How it is done, step by step."""

    title = blocks.CharBlock(label="标题", required=False, max_length=40)
    steps = blocks.ListBlock(StepBlock(), label="步骤", min_num=1, max_num=12)

    class Meta:
        icon = "list-ol"
        label = "做法步骤"
        group = "文字"
        description = "带序号的步骤，说明一件事怎样一步步做成。"
        template = "blocks/steps.html"
        preview_value = {
            "title": "怎样做",
            "steps": [
                {"title": "信息采集", "text": "网格员走访，记录居民反映的问题。"},
                {"title": "受理立项", "text": "街道汇总，商定由谁牵头。"},
                {"title": "核查结案", "text": "社区验收，居民评价。"},
            ],
        }


class FactBlock(blocks.StructBlock):
    """One published fact with its number or words."""

    label = blocks.CharBlock(label="名称", max_length=40)
    value = blocks.CharBlock(label="内容", max_length=120)

    class Meta:
        icon = "form"
        label = "一项"


class FactListBlock(blocks.StructBlock):
    """Published facts of a place whose records the portal does not hold."""

    title = blocks.CharBlock(label="标题", required=False, max_length=40)
    facts = blocks.ListBlock(FactBlock(), label="事实", min_num=1, max_num=20)
    source = blocks.CharBlock(label="来源", max_length=120, help_text="数字和事实的公开出处。")
    script = blocks.ChoiceBlock(
        label="文字",
        choices=SCRIPTS,
        default=SIMPLIFIED,
        help_text="引用繁体原文时选择繁体中文。",
        search_index=False,
    )

    class Meta:
        icon = "form"
        label = "公开数据"
        group = "文字"
        description = "引用外地或其他来源已公开的数字，须写明来源。本地数字请用「实时数字」。"
        template = "blocks/fact_list.html"
        preview_value = {
            "title": "公开数据",
            "facts": [
                {"label": "结对共建活动", "value": "150 余场次"},
                {"label": "解决问题", "value": "800 多件"},
            ],
            "source": "公开报道",
            "script": SIMPLIFIED,
        }
