"""Outcomes and the measures they are told in."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from partners.admin.vocabulary import VocabularyViewSet
from portal.admin.columns import DayColumn
from projects.filters import OutcomeFilterSet
from projects.finding import find_outcomes
from projects.models import Measure, Outcome


def owner_words(outcome: Outcome) -> str:
    """The project, alliance or agreement it stands on."""
    return str(outcome.project or outcome.alliance or outcome.agreement)


class OutcomeViewSet(VocabularyViewSet):
    """Outcomes of all owners; those of a project can be edited on its form as well."""

    model = Outcome
    icon = "pick"
    menu_label = "成效"
    filterset_class = OutcomeFilterSet
    search_rows = staticmethod(find_outcomes)
    search_placeholder = "指标、项目、联盟、协议或出处"
    list_related = ("measure", "project", "alliance", "agreement")
    list_display = [
        "__str__",
        Column("owner", label="属于", accessor=owner_words),
        DayColumn("as_of", label="截至日期", sort_key="as_of"),
        Column("source", label="数据来源"),
    ]
    list_export = ["measure.name", "value", "measure.unit", "owner", "as_of", "source"]
    export_values = {"owner": owner_words}
    export_headings = {"measure.name": "指标", "measure.unit": "单位", "owner": "属于"}
    export_filename = "成效"
    panels = [
        MultiFieldPanel(
            [FieldPanel("project"), FieldPanel("alliance"), FieldPanel("agreement")],
            heading="属于",
            help_text="项目、联盟、协议三项中填写一项。",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("measure"), FieldPanel("value")]),
                FieldRowPanel([FieldPanel("as_of"), FieldPanel("source")]),
            ],
            heading="成效",
            help_text="写明数据出处。资金在资金台账登记，不在这里填。",
        ),
    ]


class MeasureViewSet(VocabularyViewSet):
    model = Measure
    icon = "tag"
    menu_label = "成效指标"
    add_to_settings_menu = True
    search_fields = ["name", "unit"]
    list_display = [
        "name",
        Column("unit", label="单位"),
        Column("adds_up", label="可以累加", accessor=lambda m: "是" if m.adds_up else "否"),
    ]
    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("unit")]), FieldPanel("adds_up")]
