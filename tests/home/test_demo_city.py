"""A small demo city, made as the whole one is: its records keep every rule of the registers."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Max
from django.utils import timezone

from home.demo.aims import small
from home.demo.city import City
from home.demo.days import LAST_TERM
from partners.enums import AgreementStatus, AssignmentRole, OrganisationKind, PairingStatus
from partners.models import (
    Agreement,
    Alliance,
    AllianceMember,
    Assignment,
    Claim,
    Commitment,
    Evaluation,
    Event,
    ListItem,
    Membership,
    NumberSequence,
    Organisation,
    OrganisationName,
    Pairing,
    PairingContact,
    ProxyEntry,
    Register,
    Reviewed,
)
from partners.moves.pairing import terminate
from partners.progress import Progress, with_progress
from portal.models import User
from projects.models import Activity, FundEntry, Project, Update
from tests.home.demo_cities import standing

pytestmark = [pytest.mark.django_db, pytest.mark.whole_run]

SAMPLE = 60  # rows of each model that are checked in full
MODELS = [
    *apps.get_app_config("partners").get_models(),
    *apps.get_app_config("projects").get_models(),
]
#: What no city holds before somebody works in it.
NOT_YET = {"HeldText", "RecoveryDevice", "EventSeal"}
REGISTERS = [model for model in MODELS if issubclass(model, Register)]


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: Any) -> Iterator[City]:
    with standing(django_db_blocker, small()) as built:
        yield built


def sample(model: type[models.Model]) -> list[models.Model]:
    """Rows spread over the whole table."""
    keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    step = max(len(keys) // SAMPLE, 1)
    return list(model._base_manager.filter(pk__in=keys[::step]))


@pytest.mark.parametrize(
    "model",
    [model for model in MODELS if model.__name__ not in NOT_YET],
    ids=lambda model: model.__name__,
)
def test_records_made_in_bulk_keep_the_rules_of_their_model(
    city: City, model: type[models.Model]
) -> None:
    rows = sample(model)

    assert rows
    for row in rows:
        row.full_clean()


def test_activities_lie_within_the_term_of_their_pairing(city: City) -> None:
    rows = Activity.objects.exclude(pairing=None).select_related("pairing")
    assert rows
    assert [row for row in rows if not row.pairing.covers(row.date)] == []


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (Pairing, "status"),
        (Alliance, "kind"),
        (Alliance, "state"),
        (Agreement, "kind"),
        (Agreement, "state"),
        (Commitment, "state"),
        (Assignment, "role"),
        (ListItem, "kind"),
        (ListItem, "stage"),
        (Claim, "state"),
        (Membership, "role"),
        (Organisation, "kind"),
        (OrganisationName, "kind"),
        (Project, "stage"),
        (FundEntry, "kind"),
        (ProxyEntry, "answer"),
        (Evaluation, "side"),
        (Activity, "state"),
        (PairingContact, "side"),
        *((model, "review_state") for model in MODELS if issubclass(model, Reviewed)),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_every_state_appears(city: City, model: type[models.Model], field: str) -> None:
    choices = {value for value, _ in model._meta.get_field(field).flatchoices}

    assert set(model._base_manager.values_list(field, flat=True)) == choices


def test_agreements_stand_in_every_status_of_their_dates(city: City) -> None:
    today = timezone.localdate()

    assert {a.status_on(today) for a in Agreement.objects.approved()} == set(AgreementStatus)


def test_pairings_stand_in_every_progress_until_the_last_term_is_over(city: City) -> None:
    day = LAST_TERM.replace(year=LAST_TERM.year - 1)
    found = with_progress(Pairing.objects.public(), day).values_list("progress", flat=True)

    assert set(found) == set(Progress)


def test_people_answer_for_every_kind_of_target_and_some_no_longer(city: City) -> None:
    for target in ("place", "alliance", "pairing", "need"):
        assert Assignment.objects.exclude(**{target: None}).exists()
    for held in (Assignment, Membership):
        assert held.objects.filter(until=None).exists()
        assert held.objects.exclude(until=None).exists()
    assert Assignment.objects.filter(is_public=True, role=AssignmentRole.LEADER).exists()


def test_lines_of_the_ledger_stand_verified_and_not_and_reversed_both_ways(city: City) -> None:
    reversals = FundEntry.objects.exclude(reverses=None)

    for lines in (reversals, FundEntry.objects.filter(reverses=None)):
        assert lines.verified().exists()
        assert lines.awaiting_verification().exists()


def test_some_pairings_follow_others_within_the_year_and_after_it(city: City) -> None:
    again = Pairing.objects.exclude(predecessor=None)
    same_year = again.filter(predecessor__programme_year=models.F("programme_year"))

    assert same_year.filter(predecessor__status=PairingStatus.TERMINATED).exists()
    assert again.filter(predecessor__status=PairingStatus.EXPIRED).exists()
    assert Agreement.objects.exclude(renews=None).exists()


def test_every_state_was_reached_by_moves_that_the_log_tells(city: City) -> None:
    """From the state a record begins in, each row begins where the one before it ended."""
    fields = {
        model: [
            field
            for field in ("status", "state", "stage", "review_state")
            if Event.objects.filter(
                record_type=ContentType.objects.get_for_model(model), field=field
            ).exists()
        ]
        for model in REGISTERS
    }
    assert fields[Project] == ["stage", "review_state"]
    for model, names in fields.items():
        for record in sample(model):
            for name in names:
                state = model._meta.get_field(name).get_default()
                for event in Event.objects.of(record).filter(field=name).order_by("at", "pk"):
                    assert event.from_state == state
                    state = event.to_state
                assert getattr(record, name) == state, record


def test_nobody_moved_anything_before_it_was_entered_nor_in_the_future(city: City) -> None:
    for model in REGISTERS:
        for record in sample(model):
            days = [event.at for event in Event.objects.of(record)]
            assert all(record.created_at <= at <= timezone.now() for at in days), record


def test_numbers_go_on_where_the_generator_stopped(city: City) -> None:
    for model in REGISTERS:
        for row in NumberSequence.objects.filter(prefix=model.number_prefix):
            begins = f"{row.prefix}-{row.year}-"
            last = model.objects.filter(number__startswith=begins).aggregate(n=Max("number"))["n"]
            assert last == f"{begins}{row.last:06d}"


def test_a_generated_record_can_be_moved_on(city: City) -> None:
    pairing = Pairing.objects.filter(status=PairingStatus.ACTIVE).first()

    terminate(pairing, by=city.people.city, on=pairing.start_on, reason="演示终止")

    assert Event.objects.of(pairing).first().label == "终止"


def test_people_are_named_by_their_role_and_cannot_be_called(city: City) -> None:
    names = [
        *PairingContact.objects.values_list("name", flat=True),
        *User.objects.values_list("display_name", flat=True),
        *Assignment.objects.values_list("name", flat=True),
    ]
    phones = PairingContact.objects.values_list("phone", flat=True)

    assert all(name.startswith("演示") or name == "（未公布姓名）" for name in names)
    assert set(phones) == {"", "000-0000-0000"}


def test_generated_organisations_say_so_in_their_name(city: City) -> None:
    real = {body.pk for body in city.real.values()}
    generated = Organisation.objects.exclude(kind__in=["street", "community"]).exclude(pk__in=real)

    assert not generated.exclude(name__contains="演示").exists()


def test_every_organisation_goes_by_its_official_name(city: City) -> None:
    official = OrganisationName.objects.filter(
        kind="official", until=None, name=models.F("organisation__name")
    )

    assert official.count() == Organisation.objects.count()


def test_texts_of_generated_records_are_marked_as_demo(city: City) -> None:
    cases = [case.pk for case in city.cases.values() if isinstance(case, Project)]
    generated = Project.objects.exclude(pk__in=cases).exclude(name__contains="联盟合作项目")

    assert generated.filter(summary__contains="演示数据").count() >= small().projects
    assert not Update.objects.exclude(text__contains="演示数据").exists()
    assert not re.search(r"1[3-9]\d{9}", " ".join(Update.objects.values_list("text", flat=True)))


class TestRealBodies:
    """Published facts only."""

    @pytest.fixture
    def bodies(self, city: City) -> list[Organisation]:
        return list(city.real.values())

    def test_no_line_of_the_ledger_names_a_body_that_exists(self, city: City) -> None:
        for side in ("provider__name", "receiver__name"):
            assert not FundEntry.objects.exclude(**{f"{side}__contains": "演示"}).exists()

    def test_nothing_generated_stands_beside_them(self, bodies: list[Organisation]) -> None:
        pairings = Pairing.objects.filter(unit_side__in=bodies)
        papers = Agreement.objects.filter(parties__organisation__in=bodies)
        alliances = AllianceMember.objects.filter(organisation__in=bodies).values("alliance")

        assert pairings.count() == 2
        assert not pairings.exclude(contacts=None).exists()
        for owned in (
            Activity.objects.filter(pairing__in=pairings),
            Activity.objects.filter(agreement__in=papers),
            Activity.objects.filter(alliance__in=alliances),
        ):
            assert not owned.exists()

    def test_what_visitors_spent_is_an_outcome_and_no_money(self, city: City) -> None:
        outcomes = {o.measure.name: o.plain_value for o in city.cases["yongning"].outcomes.all()}

        assert outcomes == {"推介活动": 13, "游客": 752_000, "旅游总收入": 67_000_000}
        assert not FundEntry.objects.filter(amount=Decimal(67_000_000)).exists()

    def test_the_alliances_of_qixia_are_records(self, city: City) -> None:
        campus = city.cases["campus"]

        assert campus.members.filter(organisation__kind=OrganisationKind.SCHOOL).count() == 12
        assert (
            type(campus).objects.public().filter(kind="education", name__contains="栖霞").count()
            == 7
        )
        assert Agreement.objects.public().filter(title__contains="合作办学").count() == 8

    def test_each_area_of_jiangning_has_somebody_who_answers_for_it(self) -> None:
        committees = AllianceMember.objects.filter(
            alliance__name__startswith="江宁区街道片区"
        ).values("alliance")

        assert committees.distinct().count() == 10
        assert not committees.filter(alliance__assignments=None).exists()
