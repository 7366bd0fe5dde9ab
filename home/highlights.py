"""Which projects, stories and numbers the front page shows. Everything may be missing."""

from dataclasses import dataclass, field

from django.db.models import F, OuterRef, QuerySet, Subquery

from home.models import HomePage, HomeStory, NoticePage
from home.models.front import MOST_STORIES
from partners.models import ProgrammeYear
from portal.figures import Figure
from portal.publicity import PUBLIC
from portal.rows import Stage
from projects.enums import ParticipantRole
from projects.models import CaseStoryPage, ProjectParticipant, Update
from projects.showcase import Showcase, showcase_of
from projects.timeline import stage_line

#: Figures of the weave, by key: what the unit's side, the community's side and both stand for.
WOVEN = (
    "units",
    "party_organisations",
    "streets",
    "communities",
    "pairing_projects",
    "funds",
    "volunteers",
)
STEPS_SHOWN = 5
NOTICES_SHOWN = 5


@dataclass(frozen=True)
class Highlights:
    """What the front page shows beside the editor's words."""

    showcase: Showcase | None
    steps: list[Update]
    stories: list[CaseStoryPage]
    notices: list[NoticePage]
    woven: list[Figure] = field(default_factory=list)

    @property
    def year(self) -> ProgrammeYear | None:
        return self.showcase.year if self.showcase else None

    @property
    def heading(self) -> str:
        """The words over the figures."""
        return f"{self.year.year} 年，这些事办成了" if self.year else ""

    @property
    def latest(self) -> Update | None:
        """The step that was approved for the latest day."""
        return self.steps[0] if self.steps else None

    @property
    def earlier(self) -> list[Update]:
        """The steps before it, the latest of each project."""
        return self.steps[1:]

    @property
    def stages(self) -> list[Stage]:
        """The latest step's project on the line of stages."""
        return stage_line(self.latest.project) if self.latest else []


def highlights(page: HomePage) -> Highlights:
    """Gather what `page` shows, in a constant number of queries."""
    year = ProgrammeYear.objects.featured()
    showcase = showcase_of(PUBLIC, year) if year else None
    headline = {figure.key: figure for figure in showcase.headline} if showcase else {}
    return Highlights(
        showcase=showcase,
        woven=[headline[key] for key in WOVEN if key in headline],
        steps=list(latest_steps()),
        stories=list(stories_of(page)),
        notices=list(
            NoticePage.objects.visible_to(PUBLIC).order_by("-date", "-pk")[:NOTICES_SHOWN]
        ),
    )


def latest_steps() -> QuerySet[Update]:
    """The latest approved updates of public projects, with the names of both sides."""
    updates = Update.objects.visible_to(PUBLIC).annotate(
        lead=_participant(ParticipantRole.LEAD),
        beneficiary=_participant(ParticipantRole.BENEFICIARY),
    )
    related = updates.select_related("project__field", "project__division", "organisation")
    return related.order_by("-happened_on", "-number")[:STEPS_SHOWN]


def stories_of(page: HomePage) -> QuerySet[CaseStoryPage]:
    """The editor's choice of stories, filled up with the latest of the city's own."""
    chosen = HomeStory.objects.filter(page=page, story=OuterRef("pk"))
    ranked = CaseStoryPage.objects.visible_to(PUBLIC).annotate(
        rank=Subquery(chosen.order_by("sort_order").values("sort_order")[:1])
    )
    own = ranked.filter(division__isnull=False) | ranked.filter(rank__isnull=False)
    chosen_first = F("rank").asc(nulls_last=True)
    return own.for_listing().order_by(chosen_first, "-first_published_at", "-pk")[:MOST_STORIES]


def _participant(role: ParticipantRole) -> Subquery:
    participants = ProjectParticipant.objects.filter(project=OuterRef("project"), role=role)
    return Subquery(participants.order_by("pk").values("organisation__name")[:1])
