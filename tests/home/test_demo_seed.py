"""The demo city comes out of one seed: two builds hold the same records, on the same days."""

import pytest
from django.db import transaction

from home.demo.aims import small
from home.demo.build import build
from home.demo.console import Silence
from partners.models import ListItem, Pairing
from projects.models import Activity, FundEntry, Project

pytestmark = [pytest.mark.django_db, pytest.mark.whole_run]


def test_the_same_city_is_built_every_time(db: None) -> None:
    def built() -> list[list[tuple]]:
        with transaction.atomic():
            build(small(), Silence())
            told = [
                list(model._base_manager.order_by("number").values_list(*columns))
                for model, columns in (
                    (Pairing, ("number", "unit_side__name", "community_side__name", "status")),
                    (Project, ("number", "name", "stage", "review_state", "created_at")),
                    (FundEntry, ("number", "amount", "date", "verified_at", "changed_at")),
                    (Activity, ("number", "title", "date", "volunteers", "confirmed_at")),
                    (ListItem, ("number", "title", "stage", "deadline")),
                )
            ]
            transaction.set_rollback(True)
        return told

    assert built() == built()
