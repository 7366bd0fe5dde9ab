"""The menu of the search in the admin."""

from wagtail.admin.viewsets.model import ModelViewSetGroup

from .promotion import PromotionViewSet
from .questions import AskedQuestionViewSet
from .words import StopWordViewSet, SynonymViewSet


class SearchGroup(ModelViewSetGroup):
    """How questions are understood, what is put on top, what was asked."""

    menu_label = "站内搜索"
    menu_icon = "search"
    menu_order = 230
    items = (
        AskedQuestionViewSet("asked_question"),
        SynonymViewSet("synonym"),
        StopWordViewSet("stop_word"),
        PromotionViewSet("promotion"),
    )
