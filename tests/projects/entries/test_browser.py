"""A unit's liaison does their part on a phone, without scripts; each screen is for everybody."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect
from playwright.sync_api import Page as Screen
from wagtail.models import Page

from partners.enums import NeedStage
from partners.models import Claim, ListItem, Pairing
from projects.enums import ParticipantRole
from projects.models import CaseIndexPage, CaseStoryPage, FundEntry, Update
from tests.browsing import turn
from tests.factories import (
    ActivityFactory,
    ActivityPhotoFactory,
    ClaimFactory,
    ListCategoryFactory,
    ListItemFactory,
    MilestoneFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    UpdateFactory,
)
from tests.factories.cast import SHOWN, build_cast
from tests.factories.world import build_world
from tests.partners.workspace.people.test_browser import SIZES, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast():
    return build_cast(build_world())


@pytest.fixture
def project(cast):
    own = cast.parties["own"]
    SHOWN["pairing"](own)
    project = ProjectFactory(division=own.place, public=True, name="雨污分流改造")
    ProjectParticipantFactory(project=project, organisation=own.unit)
    ProjectParticipantFactory(
        project=project, organisation=own.community, role=ParticipantRole.BENEFICIARY
    )
    MilestoneFactory(project=project, title="管道进场")
    return project


@pytest.fixture
def need(cast):
    return ListItemFactory(
        organisation=cast.parties["own"].community, approved=True, stage=NeedStage.ACCEPTED,
        title="楼道照明",
    )  # fmt: skip


@pytest.fixture
def open_as(browser: Browser, live_server):
    """A browser in which somebody is logged in."""
    contexts: list[BrowserContext] = []

    def opened(user, size="phone", scheme="light", **how) -> Screen:
        context = browser.new_context(
            viewport=SIZES[size], color_scheme=scheme, base_url=live_server.url, locale="zh-CN",
            **how,
        )  # fmt: skip
        contexts.append(context)
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        context.add_cookies([cookie])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


class Hand:
    """A hand at a phone that counts what it does."""

    def __init__(self, page: Screen) -> None:
        self.page, self.taps, self.fields = page, 0, 0

    def begin(self) -> None:
        """At the first screen, with nothing done."""
        self.page.goto("/workspace/")
        self.taps = self.fields = 0

    def tap(self, role: Any, name: str | re.Pattern) -> None:
        turn(self.page.get_by_role(role, name=name).first)
        self.taps += 1

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)
        self.fields += 1

    def is_told(self, text: str) -> None:
        expect(self.page.locator(".desk-messages")).to_contain_text(text)


def test_what_a_unit_does_takes_few_fields_and_taps(cast, project, need, open_as):
    ListCategoryFactory(name="便民服务")
    hand = Hand(open_as(cast.people["unit"], java_script_enabled=False))

    hand.begin()
    hand.tap("link", "登记进展")
    hand.fill("标题", "管道铺设完成")
    hand.fill("内容", "完成东侧管道铺设。")
    hand.tap("button", "提交审核")
    hand.is_told("等待审核")
    assert Update.objects.get().project == project
    assert (hand.fields, hand.taps) == (2, 2)

    hand.begin()
    hand.tap("link", "填报资金")
    hand.fill("金额（元）", "12000")
    hand.tap("button", "提交，等待核验")
    hand.is_told("等待核验")
    assert FundEntry.objects.get().provider == cast.parties["own"].unit
    assert (hand.fields, hand.taps) == (1, 2)

    hand.begin()
    hand.tap("link", "认领需求")
    hand.tap("link", "楼道照明")
    hand.fill("承诺做什么", "三月底前安装三盏灯。")
    hand.tap("button", "认领")
    hand.is_told("已认领")
    assert Claim.objects.get().item == need
    assert (hand.fields, hand.taps) == (1, 3)

    hand.begin()
    hand.tap("link", "提供资源")
    hand.page.get_by_label("类别").select_option(label="便民服务")
    hand.fill("名称", "会议室")
    hand.tap("button", "提交审核")
    hand.is_told("等待审核")
    assert ListItem.objects.resources().get().title == "会议室"


def test_a_milestone_is_ticked_and_a_case_proposed_from_the_page_of_the_project(
    cast, project, open_as
):
    if not CaseIndexPage.objects.exists():
        Page.objects.get(depth=2).add_child(instance=CaseIndexPage(title="案例", slug="cases"))
    hand = Hand(open_as(cast.people["unit"], java_script_enabled=False))
    hand.page.goto(f"/workspace/projects/{project.number}/")
    hand.tap("button", re.compile("完成.*管道进场"))
    hand.is_told("完成节点")
    assert not project.milestones.filter(done_on=None).exists()
    assert hand.taps == 1

    hand.tap("link", "推荐为案例")
    hand.tap("button", "推荐为案例")
    hand.is_told("推荐为案例")
    expect(hand.page.get_by_text("等待编辑审核发布")).to_be_visible()
    assert CaseStoryPage.objects.get(project=project).live is False
    assert hand.taps == 3


def test_what_is_typed_is_kept_on_the_phone_when_the_session_ends(cast, project, open_as):
    page = open_as(cast.people["unit"])
    page.goto("/workspace/updates/new/")
    page.get_by_label("标题").fill("管道铺设完成")
    expect(page.get_by_text("草稿已存在本机")).to_be_visible()
    page.goto("/workspace/updates/new/")
    expect(page.get_by_label("标题")).to_have_value("管道铺设完成")
    page.get_by_label("内容").fill("完成东侧管道铺设。")
    turn(page.get_by_role("button", name="存为草稿"))
    expect(page.locator(".desk-messages")).to_contain_text("已存为草稿")
    page.goto("/workspace/updates/new/")
    expect(page.get_by_label("标题")).to_have_value("")


@pytest.mark.parametrize(
    ("size", "scheme"), [("phone", "light"), ("phone", "dark"), ("desk", "light"), ("desk", "dark")]
)
def test_screens_are_for_everybody(*, cast, project, need, open_as, size, scheme):
    own = cast.parties["own"]
    returned = UpdateFactory(project=project, organisation=own.unit, returned=True)
    claimed = ClaimFactory(
        item=ListItemFactory(organisation=own.community, approved=True, stage=NeedStage.CLAIMED),
        organisation=own.unit,
    )
    draft = ProjectFactory(division=own.place)
    ProjectParticipantFactory(project=draft, organisation=own.unit)
    MilestoneFactory(project=draft)
    pairing = Pairing.objects.get(unit_side=own.unit)
    photo = ActivityPhotoFactory(activity=ActivityFactory(pairing=pairing))
    screens = {
        "unit": [
            f"/workspace/projects/{project.number}/",
            f"/workspace/projects/{project.number}/finish_milestone/",
            "/workspace/updates/new/",
            f"/workspace/updates/{returned.number}/edit/",
            "/workspace/funds/new/",
            "/workspace/claims/new/",
            f"/workspace/claims/new/?item={need.number}",
            f"/workspace/list-items/{need.number}/",
            "/workspace/list-items/new/",
            "/workspace/projects/new/",
            f"/workspace/projects/new/?need={claimed.item.number}",
            f"/workspace/projects/{draft.number}/edit/",
            f"/workspace/activities/{photo.activity.number}/edit/",
        ],
        "community": ["/workspace/list-items/new/?kind=need"],
        "street": [
            f"/workspace/claims/new/?item={need.number}",
            f"/workspace/projects/new/?need={claimed.item.number}",
            f"/workspace/funds/new/?project={project.number}",
        ],
    }
    for role, paths in screens.items():
        page = open_as(cast.people[role], size, scheme)
        for path in paths:
            page.goto(path)
            assert faults_of(page) == [], (role, path)
