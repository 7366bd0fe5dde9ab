"""One table says how a state looks, wherever it is shown."""

import pytest

from partners import tones
from partners.enums import (
    AgreementStatus,
    AllianceState,
    ClaimState,
    NeedStage,
    PairingStatus,
    ReviewState,
)
from partners.progress import Progress
from partners.tones import tone_of
from partners.viewsets.agreement import AgreementViewSet
from partners.viewsets.list_item import ListItemViewSet
from partners.viewsets.pairing import PairingViewSet
from portal.admin.columns import TONES, TagColumn
from projects.enums import ActivityState, ProjectStage

SIDES = {"unit", "place"}


def test_no_state_has_two_tones():
    named = [state for states in tones._STATES.values() for state in states.split()]
    assert len(named) == len(set(named))
    assert set(tones._STATES) <= {*TONES, *SIDES}


@pytest.mark.parametrize(
    "state",
    [
        PairingStatus.ACTIVE, AgreementStatus.IN_FORCE, AllianceState.ACTIVE, ClaimState.ACTIVE,
        NeedStage.CLAIMED, ProjectStage.IMPLEMENTING, Progress.ON_TRACK,
    ],
)  # fmt: skip
def test_what_goes_on_is_calm(state):
    assert tone_of(state) == "now"


@pytest.mark.parametrize(
    "state", [ReviewState.SUBMITTED, ProjectStage.ACCEPTING, ActivityState.PENDING, Progress.LATE]
)
def test_what_somebody_has_to_do_asks_for_a_look(state):
    assert tone_of(state) == "wait"


def test_a_state_without_a_tone_is_plain():
    assert tone_of(PairingStatus.EXPIRED) == tone_of(AgreementStatus.EXPIRED) == ""


@pytest.mark.parametrize(
    ("viewset", "column", "state"),
    [
        (PairingViewSet, "status", PairingStatus.ACTIVE),
        (ListItemViewSet, "stage", NeedStage.CLAIMED),
        (AgreementViewSet, "review_state", ReviewState.RETURNED),
    ],
)
def test_lists_ask_the_same_table(viewset, column, state):
    (found,) = [c for c in viewset.list_display if isinstance(c, TagColumn) and c.name == column]
    record = type("Record", (), {column: state})()
    assert found.tone(record) == tone_of(state)
