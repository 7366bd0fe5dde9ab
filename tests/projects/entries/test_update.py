"""Telling what happened in a project: handed in with the press that saves it, or kept."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from partners.enums import ReviewState
from partners.models import Event, ProxyEntry
from partners.moves.review import return_
from projects.enums import ParticipantRole, ProjectStage
from projects.models import Update
from tests.admin import shown_in, told, words
from tests.factories import ProjectFactory, ProjectParticipantFactory, UpdateFactory
from tests.factories.held import MOBILE

pytestmark = pytest.mark.django_db

NEW = "/workspace/updates/new/"


def a_project(parties, **state):
    project = ProjectFactory(division=parties.place, **({"public": True} | state))
    ProjectParticipantFactory(project=project, organisation=parties.unit)
    ProjectParticipantFactory(
        project=project, organisation=parties.community, role=ParticipantRole.BENEFICIARY
    )
    return project


def typed(project, **changes):
    today = timezone.localdate().isoformat()
    return {
        "project": project.pk,
        "happened_on": today,
        "title": "管道铺设完成",
        "text": "完成东侧管道铺设。",
    } | changes


@pytest.fixture
def project(cast):
    return a_project(cast.parties["own"])


def test_the_form_begins_with_the_project_in_the_address_and_today(cast, at_desk, project):
    another = a_project(cast.parties["own"])
    page = words(at_desk("unit").get(NEW, {"project": project.number}))
    assert project.name in page
    assert f'value="{timezone.localdate()}"' in page
    assert f"?project={another.number}" in page


def test_the_form_begins_with_the_project_last_told_of(cast, at_desk, project):
    a_project(cast.parties["own"])
    last = UpdateFactory(
        project=project, organisation=cast.parties["own"].unit, entered_by=cast.people["unit"]
    )
    page = at_desk("unit").get(NEW)
    assert page.context["form"].about == last.project


def test_one_press_saves_and_hands_in(cast, at_desk, project):
    answer = at_desk("unit").post(NEW, typed(project))
    update = Update.objects.get()
    assert answer.url == f"/workspace/updates/{update.number}/"
    assert update.review_state == ReviewState.SUBMITTED
    assert update.organisation == cast.parties["own"].unit
    assert update.entered_by == cast.people["unit"]
    assert update.division == project.division
    assert list(Event.objects.of(update).values_list("action", flat=True)) == ["submit", "create"]
    assert "等待审核" in told(answer)


def test_the_other_button_keeps_a_draft_that_is_handed_in_later(cast, at_desk, project):
    client = at_desk("unit")
    client.post(NEW, typed(project, keep="1"))
    update = Update.objects.get()
    assert update.review_state == ReviewState.DRAFT
    url = f"/workspace/updates/{update.number}/edit/"
    kept = typed(project, title="改过的标题", keep="1") | shown_in(client, url)
    client.post(url, kept)
    update.refresh_from_db()
    assert (update.title, update.review_state) == ("改过的标题", ReviewState.DRAFT)
    client.post(url, typed(project, title="改过的标题") | shown_in(client, url))
    update.refresh_from_db()
    assert update.review_state == ReviewState.SUBMITTED


def test_what_was_returned_shows_why_and_goes_back_in_with_one_press(cast, at_desk, project):
    client = at_desk("unit")
    client.post(NEW, typed(project))
    update = Update.objects.get()
    return_(update, by=cast.people["street"], reason="请补充铺设长度")
    url = f"/workspace/updates/{update.number}/edit/"
    page = words(client.get(url))
    assert "退回理由：请补充铺设长度" in page
    assert "重新提交审核" in page
    client.post(url, typed(project) | shown_in(client, url))
    update.refresh_from_db()
    assert update.review_state == ReviewState.SUBMITTED
    assert client.get(url).status_code == 403  # in the hands of the reviewer


def test_photos_are_optional_and_stand_with_the_update(at_desk, project):
    photo = get_test_image_file(filename="site.png", size=(64, 48))
    photo.seek(0)
    at_desk("unit").post(NEW, typed(project, photos=photo))
    assert Update.objects.get().photos.count() == 1


def test_a_department_tells_for_a_participant_who_may_answer(cast, at_desk, project):
    community = cast.parties["own"].community
    at_desk("street").post(NEW, typed(project, organisation=community.pk))
    update = Update.objects.get()
    assert (update.organisation, update.on_behalf_of) == (community, community)
    assert ProxyEntry.objects.get().record == update


def test_a_department_tells_for_participants_only(cast, at_desk, project):
    stranger = cast.parties["near"].unit
    answer = at_desk("street").post(NEW, typed(project, organisation=stranger.pk))
    assert answer.status_code == 200
    assert not Update.objects.exists()


@pytest.mark.parametrize("relation", ["near", "far"])
def test_a_project_of_others_is_refused_and_not_named(cast, at_desk, relation):
    foreign = a_project(cast.parties[relation])
    client = at_desk("unit")
    answer = client.post(NEW, typed(foreign))
    assert "请先选择项目" in words(answer)
    assert foreign.name not in words(answer)
    assert foreign.name not in words(client.get(NEW, {"project": foreign.number}))
    assert not Update.objects.exists()


@pytest.mark.parametrize("stage", [ProjectStage.PLANNING, ProjectStage.TERMINATED])
def test_only_of_running_projects_is_told(cast, at_desk, stage):
    reason = {"stage_reason": "方案取消"} if stage == ProjectStage.TERMINATED else {}
    project = a_project(cast.parties["own"], stage=stage, **reason)
    at_desk("unit").post(NEW, typed(project))
    assert not Update.objects.exists()


def test_a_day_to_come_is_refused_and_nothing_typed_is_lost(at_desk, project):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = at_desk("unit").post(NEW, typed(project, happened_on=tomorrow.isoformat()))
    assert "发生日期不能晚于今天" in words(answer)
    assert "完成东侧管道铺设。" in words(answer)
    assert not Update.objects.exists()


def test_words_that_may_not_be_public_stop_the_handing_in_but_not_a_draft(at_desk, project):
    client = at_desk("unit")
    answer = client.post(NEW, typed(project, text=f"{MOBILE}。"))
    assert answer.status_code == 200
    assert "登记进展" in words(answer)
    assert not Update.objects.exists()
    client.post(NEW, typed(project, text=f"{MOBILE}。", keep="1"))
    assert Update.objects.get().review_state == ReviewState.DRAFT


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_only_reads_enters_nothing(at_desk, project, role):
    assert at_desk(role).get(NEW).status_code == 403
    assert at_desk(role).post(NEW, typed(project)).status_code == 403


def test_the_page_of_a_project_leads_here(at_desk, project):
    page = words(at_desk("unit").get(f"/workspace/projects/{project.number}/"))
    assert f"{NEW}?project={project.number}" in page
    assert NEW not in words(at_desk("auditor").get(f"/workspace/projects/{project.number}/"))


def test_departments_begin_at_a_project_not_on_the_first_screen(at_desk, project):
    assert f'href="{NEW}"' in words(at_desk("unit").get("/workspace/"))
    client = at_desk("street")
    assert f'href="{NEW}"' not in words(client.get("/workspace/"))
    record = words(client.get(f"/workspace/projects/{project.number}/"))
    assert f"{NEW}?project={project.number}" in record


def test_without_a_project_it_says_why_and_shows_no_form_that_leads_nowhere(at_desk):
    page = at_desk("unit").get("/workspace/updates/new/").content.decode()
    assert "没有可以登记的项目" in page
    assert "data-draft=" not in page
