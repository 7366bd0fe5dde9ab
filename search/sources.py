"""What the search looks through: the single list of kinds. A new kind is one entry of KINDS.

What Wagtail's own screens look for beside these (other pages, images, documents) is `others()`.
"""

from functools import cache

from django.utils.timezone import localdate
from wagtail.search.index import get_indexed_models

from portal.wording import day_text
from search.index.kinds import Kind
from search.index.telling import (
    dated,
    except_places,
    number,
    organisation_url,
    page_day,
    page_text,
    page_url,
    place,
    programme,
    programme_year,
    project_field,
    project_url,
    sides,
    told,
    year_of,
)
from search.index.wagtail_things import other_things

#: The kind that leads every result: what was done, told as a story.
STORY = "case"


KINDS: tuple[Kind, ...] = (
    Kind(
        STORY,
        "案例",
        "projects.CaseStoryPage",
        leads=True,
        weight=1.05,
        asked_as=(
            "案例",
            "经验",
            "做法",
            "典型案例",
            "故事",
        ),
        title=lambda story, names: story.title,
        text=page_text,
        meta=lambda story, names: dated(
            story.place_text or place(story, names), story.field, story.year_words
        ),
        url=page_url,
        words=lambda story, names: [story.place_text, *story.parties_text.split("、")],
        year=lambda story: story.year,
        field=lambda story: story.field_id,
        date=page_day,
        parties=(
            "project__participants__organisation",
            "pairing__unit_side",
            "pairing__community_side",
            "alliance__members__organisation",
            "agreement__parties__organisation",
        ),
        told=("project", "alliance", "agreement"),
        reads=("field",),
    ),
    Kind(
        "project",
        "共建项目",
        "projects.Project",
        leads=True,
        asked_as=(
            "项目",
            "工程",
        ),
        title=lambda project, names: project.name,
        text=lambda project, names: project.summary,
        meta=lambda project, names: dated(
            place(project, names), project.field, project.get_stage_display()
        ),
        words=lambda project, names: [project.number, project.place_text],
        year=programme_year,
        field=lambda project: project.field_id,
        date=lambda project: project.completed_on or project.started_on or project.planned_start,
        parties=("participants__organisation",),
        reads=("field", "programme_year"),
    ),
    Kind(
        "update",
        "进展",
        "projects.Update",
        weight=0.85,
        title=lambda update, names: update.title,
        text=lambda update, names: update.text,
        meta=lambda update, names: dated(day_text(update.happened_on), told(update, "project")),
        url=project_url,
        words=number,
        year=lambda update: update.happened_on.year,
        field=project_field,
        date=lambda update: update.happened_on,
        parties=("organisation", "project__participants__organisation"),
        told=("project",),
    ),
    Kind(
        "place",
        "地区",
        "partners.Division",
        is_party=True,
        weight=0.3,
        title=lambda place, names: place.display_name,
        meta=lambda place, names: dated(place.get_level_display(), place.full_name),
        words=lambda place, names: [place.code, place.name, *names.seat_names(place.pk)],
        url=lambda place, names: names.address(place, place.code),
        goes_by=lambda place, names: [place.short_name, place.name, *names.seat_names(place.pk)],
        places=("pk",),
        has_seats=True,
        outward=lambda place, names: names.place(place.pk) or (),
        pointed_at_by=(("partners.Organisation", "division"),),
    ),
    Kind(
        "organisation",
        "组织",
        "partners.Organisation",
        is_party=True,
        weight=0.85,
        asked_as=(
            "单位",
            "组织",
        ),
        title=lambda organisation, names: organisation.name,
        text=lambda organisation, names: organisation.summary,
        meta=lambda organisation, names: dated(
            organisation.get_kind_display(), place(organisation, names)
        ),
        words=number,
        goes_by=lambda organisation, names: names.names(organisation.pk),
        url=organisation_url,
        parties=("pk",),
        shown=except_places,
    ),
    Kind(
        "pairing",
        "结对",
        "partners.Pairing",
        weight=0.93,
        asked_as=(
            "结对",
            "结对关系",
        ),
        title=sides,
        text=lambda pairing, names: pairing.summary,
        meta=lambda pairing, names: dated(
            f"{pairing.programme_year.year} 年", pairing.level, pairing.number
        ),
        words=lambda pairing, names: [pairing.number, programme(pairing)],
        year=programme_year,
        date=lambda pairing: pairing.signed_on or pairing.start_on,
        parties=("unit_side", "community_side"),
        reads=("level", "programme_year__programme"),
        outward=lambda pairing, names: (pairing.unit_side_id, pairing.community_side_id),
    ),
    Kind(
        "alliance",
        "联盟（共同体）",
        "partners.Alliance",
        asked_as=(
            "联盟",
            "共同体",
        ),
        title=lambda alliance, names: alliance.name,
        text=lambda alliance, names: alliance.summary,
        meta=lambda alliance, names: dated(alliance.get_kind_display(), place(alliance, names)),
        words=number,
        year=lambda alliance: programme_year(alliance) or year_of(alliance.formed_on),
        date=lambda alliance: alliance.formed_on,
        parties=("members__organisation",),
        reads=("programme_year",),
    ),
    Kind(
        "agreement",
        "协议",
        "partners.Agreement",
        asked_as=(
            "协议",
            "合同",
            "签约",
        ),
        title=lambda agreement, names: agreement.title,
        text=lambda agreement, names: agreement.summary,
        meta=lambda agreement, names: dated(agreement.get_kind_display(), agreement.number),
        words=number,
        year=lambda agreement: programme_year(agreement) or year_of(agreement.signed_on),
        date=lambda agreement: agreement.signed_on,
        parties=("parties__organisation",),
        reads=("programme_year",),
    ),
    Kind(
        "activity",
        "结对活动",
        "projects.Activity",
        weight=0.75,
        asked_as=("活动",),
        title=lambda activity, names: activity.title,
        text=lambda activity, names: activity.text,
        meta=lambda activity, names: dated(day_text(activity.date), place(activity, names)),
        words=lambda activity, names: [activity.number, activity.place_text],
        year=lambda activity: activity.date.year,
        field=project_field,
        date=lambda activity: activity.date,
        parties=(
            "pairing__unit_side",
            "pairing__community_side",
            "alliance__members__organisation",
            "agreement__parties__organisation",
        ),
        told=("project", "alliance", "agreement"),
        meaning=False,  # too many, and each tells of what is told elsewhere
    ),
    Kind(
        "list_item",
        "需求和资源",
        "partners.ListItem",
        weight=0.9,
        title=lambda item, names: item.title,
        text=lambda item, names: "\n".join(filter(None, (item.description, item.told_answer))),
        meta=lambda item, names: dated(
            item.get_kind_display(), item.category, names.official_name(item.organisation_id)
        ),
        words=number,
        year=lambda item: year_of(item.deliberated_on, item.created_at),
        date=lambda item: item.deliberated_on or localdate(item.created_at),
        parties=("organisation",),
        reads=("category",),
    ),
    # By name, as home and search do not import each other.
    Kind(
        "notice",
        "公告",
        "home.NoticePage",
        asked_as=(
            "公告",
            "通知",
        ),
        title=lambda notice, names: notice.title,
        text=page_text,
        meta=lambda notice, names: dated(notice.day_words, notice.issuer),
        url=page_url,
        words=lambda notice, names: [notice.issuer],
        year=lambda notice: notice.date.year,
        date=lambda notice: notice.date,
        places=(),
    ),
    Kind(
        "page",
        "网页",
        "home.StandardPage",
        title=lambda page, names: page.title,
        text=page_text,
        url=page_url,
        date=page_day,
        places=(),
    ),
)


def kind_of(model: type) -> Kind | None:
    """The kind whose records are of `model`, OTHERS included; None when it is not indexed."""
    return _by_model().get(model)


@cache
def others() -> tuple[Kind, ...]:
    """What only Wagtail's own screens find, one a model."""
    ours = {kind.model for kind in KINDS}
    models = (model for model in get_indexed_models() if model not in ours)
    return tuple(other_things(model) for model in models)


@cache
def _by_model() -> dict[type, Kind]:
    return {kind.model: kind for kind in (*KINDS, *others())}
