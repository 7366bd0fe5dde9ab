"""What the search looks through: the single list of kinds. A new kind is one entry of KINDS."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Length

from partners.enums import PLACE_KINDS
from partners.models import (
    Agreement,
    Alliance,
    Division,
    ListItem,
    Organisation,
    OrganisationName,
    Pairing,
)
from portal.publicity import PUBLIC, VisibleQuerySet
from portal.wording import day_text
from projects.models import Activity, CaseStoryPage, Project, Update

#: The kind that leads every result: what was done, told as a story.
STORY = "case"


Named = Callable[[str], Q]


def _nobody(word: str) -> Q:
    """No organisation stands behind a record of the kind."""
    return Q(pk__in=[])


def _called(word: str) -> QuerySet:
    return OrganisationName.objects.filter(name__icontains=word)


def _party(*paths: str) -> Named:
    """Records with an organisation of that name at one of `paths` (foreign keys)."""

    def named(word: str) -> Q:
        organisations = _called(word).values("organisation")
        return reduce(or_, (Q(**{f"{path}__in": organisations}) for path in paths))

    return named


def _parties(model: type[Model], path: str) -> Named:
    """Records of `model` with an organisation of that name among the many at `path`."""

    def named(word: str) -> Q:
        among = Q(**{f"{path}__in": _called(word).values("organisation")})
        return Q(pk__in=model._default_manager.filter(among).order_by().values("pk"))

    return named


def _place_called(word: str) -> Q:
    own = _called(word).filter(organisation__kind__in=PLACE_KINDS)
    return Q(pk__in=own.values("organisation__division"))


@dataclass(frozen=True)
class Kind:
    """One kind of thing that can be found.

    `rows` are its public records with what a result shows. Every word asked for must stand in a
    field of `titles` or `texts`, or fulfil `title_names` or `text_names` (names of organisations,
    past ones included); titles count before texts.
    """

    key: str
    label: str
    rows: Callable[[], QuerySet]
    titles: tuple[str, ...]
    texts: tuple[str, ...] = ()
    title_names: Named = _nobody
    text_names: Named = _nobody
    order: tuple[Any, ...] = ("-number",)
    #: Title, text and a quiet line of a record as a result; the address is its own.
    title: Callable[[Any], str] = str
    text: Callable[[Any], str] = lambda record: ""
    meta: Callable[[Any], str] = lambda record: str(record.number)
    url: Callable[[Any], str] = lambda record: str(record.get_absolute_url())


def _of(model: type[Model], *related: str) -> Callable[[], QuerySet]:
    """The public records of a register, with related records in the same query."""
    rows: VisibleQuerySet = model._default_manager  # type: ignore[assignment]
    return lambda: rows.visible_to(PUBLIC).select_related(*related)


def _organisations() -> QuerySet:
    # A street or community is found as its place, whose page it shares.
    return _of(Organisation, "division")().exclude(kind__in=PLACE_KINDS)


def _notices() -> QuerySet:
    # By name, as home and search do not import each other.
    return apps.get_model("home.NoticePage").objects.visible_to(PUBLIC)


def _page_url(page: Any) -> str:
    return page.get_url() or ""


def _dated(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


KINDS: tuple[Kind, ...] = (
    Kind(
        STORY,
        "案例",
        lambda: CaseStoryPage.objects.visible_to(PUBLIC).select_related("division", "field"),
        titles=("title", "place_text"),
        texts=("summary", "search_text", "division__full_name"),
        order=("-first_published_at", "-pk"),
        title=lambda story: story.title,
        text=lambda story: f"{story.summary}\n{story.search_text}",
        meta=lambda story: _dated(story.place, story.field, story.year_words),
        url=_page_url,
    ),
    Kind(
        "project",
        "共建项目",
        _of(Project, "division", "field"),
        titles=("name", "place_text", "number"),
        texts=("summary", "division__full_name"),
        text_names=_parties(Project, "participants__organisation"),
        text=lambda project: project.summary,
        meta=lambda project: _dated(project.division, project.field, project.get_stage_display()),
    ),
    Kind(
        "update",
        "进展",
        _of(Update, "project", "organisation"),
        titles=("title", "number"),
        texts=("text", "project__name"),
        order=("-happened_on", "-number"),
        text=lambda update: update.text,
        meta=lambda update: _dated(day_text(update.happened_on), update.project),
        url=lambda update: update.project.get_absolute_url(),
    ),
    Kind(
        "place",
        "地区",
        _of(Division),
        titles=("name", "short_name", "code"),
        # The official name of a community begins with the names of the places above it.
        texts=("full_name",),
        text_names=_place_called,
        order=(Length("path"), "path"),
        title=lambda place: place.display_name,
        meta=lambda place: _dated(place.get_level_display(), place.full_name),
    ),
    Kind(
        "organisation",
        "组织",
        _organisations,
        titles=("number",),
        texts=("summary",),
        title_names=_party("pk"),
        order=(Length("name"), "number"),
        text=lambda organisation: organisation.summary,
        meta=lambda organisation: _dated(
            organisation.get_kind_display(), organisation.division.display_name
        ),
    ),
    Kind(
        "pairing",
        "结对",
        _of(Pairing, "unit_side", "community_side", "level", "programme_year"),
        titles=("number",),
        texts=("division__full_name",),
        title_names=_party("unit_side", "community_side"),
        title=lambda pairing: f"{pairing.unit_side} 与 {pairing.community_side}",
        meta=lambda pairing: _dated(
            f"{pairing.programme_year.year} 年", pairing.level, pairing.number
        ),
    ),
    Kind(
        "alliance",
        "联盟（共同体）",
        _of(Alliance, "division"),
        titles=("name", "number"),
        texts=("summary", "division__full_name"),
        text_names=_parties(Alliance, "members__organisation"),
        text=lambda alliance: alliance.summary,
        meta=lambda alliance: _dated(alliance.get_kind_display(), alliance.division.display_name),
    ),
    Kind(
        "agreement",
        "协议",
        _of(Agreement, "division"),
        titles=("title", "number"),
        texts=("summary", "division__full_name"),
        text_names=_parties(Agreement, "parties__organisation"),
        text=lambda agreement: agreement.summary,
        meta=lambda agreement: _dated(agreement.get_kind_display(), agreement.number),
    ),
    Kind(
        "activity",
        "结对活动",
        _of(Activity, "division"),
        titles=("title", "number"),
        texts=("text", "place_text"),
        text_names=_party("pairing__unit_side", "pairing__community_side"),
        order=("-date", "-number"),
        text=lambda activity: activity.text,
        meta=lambda activity: _dated(day_text(activity.date), activity.division.display_name),
    ),
    Kind(
        "list_item",
        "需求和资源",
        _of(ListItem, "organisation", "category"),
        titles=("title", "number"),
        texts=("description", "division__full_name"),
        text_names=_party("organisation"),
        text=lambda item: item.description,
        meta=lambda item: _dated(item.get_kind_display(), item.category, item.organisation),
    ),
    Kind(
        "notice",
        "公告",
        _notices,
        titles=("title",),
        texts=("summary", "search_text", "issuer"),
        order=("-date", "-pk"),
        title=lambda notice: notice.title,
        text=lambda notice: f"{notice.summary}\n{notice.search_text}",
        meta=lambda notice: _dated(notice.day_words, notice.issuer),
        url=_page_url,
    ),
)
