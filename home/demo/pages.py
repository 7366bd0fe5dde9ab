"""The demo's pages: stories in their columns, notices, standing pages, the identity of the site."""

from datetime import date, timedelta
from typing import Any

from wagtail.models import Page

from home.models import HomePage, HomeStory, NoticeIndexPage, NoticePage, SiteSettings, StandardPage
from portal.models import PortalImage
from portal.pages import BasePage
from portal.publicity import PUBLIC
from projects.models import (
    Activity,
    ActivityPhoto,
    CaseIndexPage,
    CaseStoryPage,
    Project,
    Update,
    UpdatePhoto,
)
from projects.story_proposals import propose

from .at_work import desks_of
from .city import City, rng_of
from .days import moment
from .notices import ISSUER, NOTICES, STANDING
from .pictures import picture
from .stories_elsewhere import STORIES as ELSEWHERE
from .stories_nanjing import STORIES as NANJING
from .story import Block, Story

#: Day on which the first story was published; one more every few days.
_FIRST_STORY, _DAYS_APART = date(2025, 9, 1), 5
_FEATURED = ("ban-qiao-han-zha", "yong-ning-gong-tong-ti", "gu-lou-shui-dian-qi-xun")
_QUICK_WORDS = "排水 助餐 茶园 水稻 停车"


def make_stories(city: City) -> int:
    """The published cases, and the column of other places."""
    front = HomePage.objects.get()
    columns = {page.slug: page for page in CaseIndexPage.objects.child_of(front)}
    days = [_FIRST_STORY + timedelta(days=i * _DAYS_APART) for i in range(len(NANJING))]
    made = {
        story.slug: _story(city, columns["cases"], story, on)
        for story, on in zip(reversed(NANJING), days, strict=True)
    }
    for story in ELSEWHERE:
        _story(city, columns["elsewhere"], story, date(2025, 10, 13))
    for position, slug in enumerate(_FEATURED):
        HomeStory.objects.create(page=front, story=made[slug], sort_order=position)
    return len(NANJING) + len(ELSEWHERE)


def make_proposal(city: City) -> int:
    """One case that the unit of the logins proposed: it waits for the editor."""
    unit = desks_of(city).unit
    of_unit = Project.objects.visible_to(PUBLIC).filter(participants__organisation=unit)
    told = of_unit.exclude(pk__in=CaseStoryPage.objects.exclude(project=None).values("project"))
    propose(told.order_by("number")[:1].get(), by=city.people.by_login["unit"])
    return 1


def _story(city: City, column: Page, story: Story, on: date) -> CaseStoryPage:
    page = CaseStoryPage(
        title=story.title,
        slug=story.slug,
        summary=story.summary,
        source=story.source,
        division=city.places.by_code[story.place] if story.place else None,
        place_text=story.place_text,
        field=city.fields[story.field] if story.field else None,
        year=story.year,
        parties_text=story.parties_text,
        approach="\n".join(story.method),
        listing_image=_listing_image(city, story),
        **{name: city.cases[key] for name, key in story.records.items()},
    )
    return _publish(city, column, page, story.body, on)


def _listing_image(city: City, story: Story) -> PortalImage | None:
    """A stored pattern, where the city is to have pictures; without one a card draws its own."""
    return picture(story.slug, story.title, city.people.editor) if city.aims.pictures > 1 else None


def _publish(city: City, parent: Page, page: Any, body: tuple[Block, ...], on: date) -> Any:
    """Put the page below its parent; the editor hands it in, and it comes out dated `on`."""
    stream = page._meta.get_field("body").stream_block
    page.body = stream.to_python([{"type": kind, "value": value} for kind, value in body])
    page.owner = city.people.editor
    page.live = False
    parent.add_child(instance=page)
    page.save_revision(user=city.people.editor)
    handed_in = page.get_workflow().start(page, city.people.editor).current_task_state
    handed_in.task.specific.on_action(handed_in, city.people.admin, "approve")
    at = moment(rng_of(page.slug), on)
    Page.objects.filter(pk=page.pk).update(
        first_published_at=at, last_published_at=at, latest_revision_created_at=at
    )
    return page


def make_site(city: City) -> int:
    """Notices, standing pages, words of the front page, who runs the site."""
    front = HomePage.objects.get()
    column = NoticeIndexPage.objects.child_of(front).get()
    for notice in NOTICES:
        page: BasePage = NoticePage(
            title=notice.title,
            slug=notice.slug,
            summary=notice.summary,
            date=notice.on,
            issuer=ISSUER,
        )
        _publish(city, column, page, notice.body, notice.on)
    for standing in STANDING:
        page = StandardPage(title=standing.title, slug=standing.slug, summary=standing.summary)
        _publish(city, front, page, standing.body, date(2025, 1, 6))
    HomePage.objects.update(quick_words=_QUICK_WORDS)
    SiteSettings.objects.update(
        tagline="城市基层共建门户（演示）",
        host="演示主办单位",
        undertaker="演示承办单位",
        contact="演示站点，不受理来电",
        site_code="演示，无标识码",
        icp_number="演示站点，未备案",
        police_number="演示站点，未备案",
        seo_description="城市基层共建门户的演示：结对、项目、资金、活动和案例，每个数字都能点开。",
    )
    return len(NOTICES) + len(STANDING)


def make_photos(city: City) -> int:
    """A picture on a few approved updates and confirmed activities; most have none."""
    by, half = city.people.editor, max(city.aims.pictures // 2, 1)
    updates = list(Update.objects.public().order_by("-happened_on", "-number")[:half])
    activities = list(Activity.objects.public().order_by("-date", "-number")[:half])
    UpdatePhoto.objects.bulk_create(
        UpdatePhoto(
            update_record=update,
            image=picture(update.number, update.title, by),
            caption="演示图案，非现场照片",
        )
        for update in updates
    )
    ActivityPhoto.objects.bulk_create(
        ActivityPhoto(
            activity=activity,
            image=picture(activity.number, activity.title, by),
            caption="演示图案，非现场照片",
        )
        for activity in activities
    )
    return len(updates) + len(activities)
