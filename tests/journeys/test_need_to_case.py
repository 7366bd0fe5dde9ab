"""A need becomes a project and the project a story: nobody types twice what was said before."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from wagtail.models import Page

from partners.enums import MembershipRole, NeedStage
from partners.models import ListItem
from projects.models import CaseIndexPage, CaseStoryPage, Project
from tests.admin import editor
from tests.factories import (
    CommunityOrganisationFactory,
    LevelTwoFactory,
    ListCategoryFactory,
    MembershipFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFieldFactory,
    StreetOrganisationFactory,
    UnitFactory,
    UserFactory,
)

from .hands import DESK, hands_of

expect.set_options(timeout=20_000)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pairing():
    """This year's, of a unit and a community, in force."""
    today = timezone.localdate()
    year = ProgrammeYearFactory(
        year=today.year, key=str(today.year), starts_on=today.replace(month=1, day=1),
        ends_on=today.replace(month=12, day=31), is_public=True, is_featured=True,
    )  # fmt: skip
    street = StreetOrganisationFactory(name="板桥街道")
    community = CommunityOrganisationFactory(name="古雄社区", parent=street)
    ListCategoryFactory(name="便民服务")
    ProjectFieldFactory()
    return PairingFactory(
        programme_year=year, level=LevelTwoFactory(programme_year=year),
        unit_side=UnitFactory(name="市水务集团"), community_side=community,
        division=community.division, signed=True,
    )  # fmt: skip


@pytest.fixture
def people(pairing):
    """Who takes part: the two liaisons, and somebody of the department of the street."""
    office = UnitFactory(name="板桥组织部门", division=pairing.division.parent)
    return {
        role: MembershipFactory(user=UserFactory(), organisation=organisation, role=role).user
        for role, organisation in (
            (MembershipRole.UNIT_LIAISON, pairing.unit_side),
            (MembershipRole.COMMUNITY_LIAISON, pairing.community_side),
            (MembershipRole.DEPARTMENT, office),
        )
    }


class Journey:
    """The screens of those who take part, one after the other."""

    def __init__(self, browser: Browser, address: str, people) -> None:
        self.browser, self.address = browser, address
        self.unit, self.community, self.department = people.values()

    def at(self, user, **screen):
        return hands_of(user, self.browser, self.address, **screen)

    def decide(self, waiting: str, *acts: str) -> None:
        """The department opens what waits on the first screen, and decides in a press each."""
        with self.at(self.department, size=DESK) as hands:
            for act in acts:
                hands.go("/workspace/")
                hands.tap(hands.page.get_by_role("link", name=waiting))
                hands.is_sound()
                hands.press(act)
                self.is_done(hands, act)
            assert hands.taps == 2 * len(acts)

    def do_with_a_day(self, hands, kind: str, act: str) -> None:
        """From the first screen: what waits, and the act, whose day is today already."""
        hands.go("/workspace/")
        expect(hands.page.get_by_text(kind)).to_be_visible()
        hands.tap(hands.page.get_by_role("link", name="楼道照明").first)
        hands.unfold(act)
        hands.is_sound()
        hands.press(act)
        self.is_done(hands, act)

    def is_done(self, hands, act: str) -> None:
        expect(hands.page.get_by_role("status")).to_contain_text(f"已办理：{act}")

    def put_the_need_forward(self) -> None:
        with self.at(self.community) as hands:
            hands.go("/workspace/")
            hands.follow("提出需求")
            hands.choose("类别", "便民服务")
            hands.fill("名称", "楼道照明")
            hands.fill("说明", "三单元楼道没有灯。")
            hands.press("提交审核")
            expect(hands.page.get_by_role("status")).to_contain_text("等待审核")
            assert (len(hands.fields), hands.taps) == (3, 6)

    def claim_it_and_set_up_the_project(self) -> None:
        with self.at(self.unit) as hands:
            hands.go("/workspace/")
            hands.follow("认领需求")
            hands.tap(hands.page.get_by_role("link", name="楼道照明"))
            hands.fill("承诺做什么", "三月底前安装三盏灯。")
            hands.press("认领")
            expect(hands.page.get_by_role("status")).to_contain_text("已认领")
            assert (len(hands.fields), hands.taps) == (1, 4)
            hands.is_sound()
            hands.follow("发起项目")
            expect(hands.page.get_by_label("项目名称")).to_have_value("楼道照明")
            said = re.compile("三单元楼道没有灯。\\s+三月底前安装三盏灯。")
            expect(hands.page.get_by_label("项目内容")).to_have_value(said)
            expect(hands.page.locator(".entry-about")).to_contain_text("受益：古雄社区")
            hands.is_sound()
            hands.choose("领域", "公共服务")
            hands.press("提交审核")
            expect(hands.page.get_by_role("status")).to_contain_text("等待审核")
            hands.is_sound()
            # From the need to the project handed in: the promise and the field of work.
            assert (len(hands.fields), hands.taps) == (2, 8)

    def work(self) -> None:
        page = f"/workspace/projects/{Project.objects.get().number}/"
        with self.at(self.unit) as hands:
            self.do_with_a_day(hands, "待开工的项目", "开工")
            hands.go(page)
            hands.follow("提请验收")
            hands.press("提请验收")
            self.is_done(hands, "提请验收")
            assert (len(hands.fields), hands.taps) == (0, 5)

    def accept(self) -> None:
        with self.at(self.community) as hands:
            self.do_with_a_day(hands, "待验收的项目", "验收通过")
            self.do_with_a_day(hands, "待核查的需求", "核查办结")
            assert (len(hands.fields), hands.taps) == (0, 6)

    def propose_the_story(self) -> None:
        if not CaseIndexPage.objects.exists():
            Page.objects.get(depth=2).add_child(instance=CaseIndexPage(title="案例", slug="cases"))
        page = f"/workspace/projects/{Project.objects.get().number}/"
        with self.at(self.unit) as hands:
            hands.go(page)
            hands.follow("推荐为案例")
            hands.press("推荐为案例")
            expect(hands.page.get_by_text("等待编辑审核发布")).to_be_visible()
            assert (len(hands.fields), hands.taps) == (0, 2)


def test_a_need_becomes_a_project_and_the_project_a_story(browser: Browser, live_server, people):
    journey = Journey(browser, live_server.url, people)
    journey.put_the_need_forward()
    journey.decide("楼道照明", "审核通过", "受理")
    journey.claim_it_and_set_up_the_project()
    journey.decide("楼道照明", "审核通过", "立项")
    assert ListItem.objects.get().stage == NeedStage.HANDLING
    journey.work()
    journey.accept()
    assert ListItem.objects.get().stage == NeedStage.CLOSED
    journey.propose_the_story()
    story = CaseStoryPage.objects.get()
    # The editor's part, in Wagtail; test_story_review.py walks it.
    step = story.current_workflow_task_state
    step.task.specific.on_action(step, editor(), "approve")

    pages = [Project.objects.get().get_absolute_url(), CaseStoryPage.objects.get().url]

    visitor = browser.new_page()
    visitor.goto(f"{live_server.url}{pages[0]}")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("楼道照明")
    expect(visitor.locator("main")).to_contain_text("三月底前安装三盏灯。")
    visitor.goto(f"{live_server.url}{pages[1]}")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("楼道照明")
    visitor.goto(f"{live_server.url}/showcase/")
    counted = visitor.get_by_role("figure", name="各领域共建攻坚项目数")
    expect(counted).to_contain_text(re.compile(r"公共服务\s*1"))
    visitor.close()
