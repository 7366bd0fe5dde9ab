"""Programme years, their levels and their checklist: nothing of it is fixed in code."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partners.models import ProgrammeYear
from tests.factories import (
    ChecklistItemFactory,
    LevelOneFactory,
    PairingFactory,
    ProgrammeYearFactory,
)

pytestmark = pytest.mark.django_db


def test_a_year_is_called_by_programme_and_year():
    assert str(ProgrammeYearFactory()) == "双结对、双促进 2024"


def test_a_year_left_empty_is_said_in_words():
    year = ProgrammeYearFactory()
    year.year = None
    with pytest.raises(ValidationError) as refused:
        year.full_clean()
    assert "year" in refused.value.message_dict


@pytest.mark.parametrize("field", ["unit_kinds", "community_kinds"])
@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["unit", "club"], "未知的组织类别：club。"),
        ("unit", "未知的组织类别：unit。"),
        (5, "未知的组织类别：5。"),
        ([["unit"]], "未知的组织类别：['unit']。"),
    ],
)
def test_a_level_allows_kinds_of_organisations_only(field, kinds, said):
    level = LevelOneFactory(**{field: kinds})
    with pytest.raises(ValidationError) as refused:
        level.full_clean()
    assert refused.value.message_dict == {field: [said]}


def test_a_checklist_item_belongs_to_a_level_of_its_year():
    item = ChecklistItemFactory(programme_year=ProgrammeYearFactory(year=2023))
    item.level = LevelOneFactory(programme_year=ProgrammeYearFactory())
    with pytest.raises(ValidationError, match="请选择同一行动年度的结对层级。"):
        item.full_clean()


def test_levels_and_items_are_renamed_freely():
    level = LevelOneFactory()
    level.name = "市级结对"
    level.full_clean()
    level.save()
    assert str(PairingFactory().level) == "市级结对"


@pytest.mark.parametrize(
    ("years", "featured"),
    [
        ([], None),
        ([{"year": 2023}, {"year": 2024}], 2024),
        ([{"year": 2023, "is_featured": True}, {"year": 2024}], 2023),
        ([{"year": 2023}, {"year": 2024, "is_public": False}], 2023),
        ([{"year": 2024, "is_public": False, "is_featured": True}], None),
    ],
)
def test_pages_feature_the_marked_year_else_the_latest_public_one(years, featured):
    for values in years:
        ProgrammeYearFactory(**values)
    found = ProgrammeYear.objects.featured()
    assert (found.year if found else None) == featured


def test_a_year_keeps_its_days():
    year = ProgrammeYearFactory(starts_on=date(2023, 12, 1), ends_on=date(2024, 11, 30))
    year.full_clean()
    assert year.number.startswith("XD-2024-")
