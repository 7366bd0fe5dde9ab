"""Milestones and after-care stand in the order of the days they are due."""

from datetime import date

import pytest

from tests.factories import AfterCareFactory, MilestoneFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "relation"), [(MilestoneFactory, "milestones"), (AfterCareFactory, "after_care")]
)
def test_what_is_due_first_stands_first(factory, relation):
    project = ProjectFactory()
    late = factory(project=project, due_on=date(2024, 9, 1))
    early = factory(project=project, due_on=date(2024, 2, 1))
    factory()
    assert list(getattr(project, relation).all()) == [early, late]


@pytest.mark.parametrize(
    ("factory", "relation"), [(MilestoneFactory, "milestones"), (AfterCareFactory, "after_care")]
)
def test_they_go_with_a_plan_that_is_given_up_before_it_began(factory, relation):
    project = factory().project
    rows = getattr(project, relation).model.objects
    project.delete()
    assert not rows.exists()


def test_a_check_that_is_done_says_with_what_result():
    check = AfterCareFactory(done_on=date(2024, 12, 16), result="运行正常", task="排水口巡查")
    check.full_clean()
    assert str(check) == "排水口巡查"
    assert str(MilestoneFactory(title="进场")) == "进场"
