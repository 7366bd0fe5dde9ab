"""What the public may see: for every register the hidden rows are made, and not found."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Permission

from partners.models import Register
from portal.publicity import PUBLIC, VisibleQuerySet, may_view_all
from tests.factories import (
    ActivityFactory,
    AdministratorFactory,
    AgreementFactory,
    AllianceFactory,
    AssignmentFactory,
    ChecklistItemFactory,
    ClaimFactory,
    CommunityFactory,
    EvaluationFactory,
    FundEntryFactory,
    ListItemFactory,
    MembershipFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    ProxyEntryFactory,
    ReviewLevelFactory,
    UnitFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

UNREVIEWED = ({}, {"submitted": True}, {"returned": True})


def reviewed(factory, **flags):
    """Rows of a reviewed register that are not approved."""
    return [lambda flag=flag: factory(**flag, **flags) for flag in UNREVIEWED]


def of_owner(**owner):
    """A confirmed activity of an owner other than a pairing."""
    return lambda: ActivityFactory(
        confirmed=True,
        **{"pairing": None} | {name: make() for name, make in owner.items()},
    )


def money_of(**flags):
    return lambda: FundEntryFactory(verified=True, project=ProjectFactory(**flags))


def line(**flags):
    return lambda: FundEntryFactory(**flags)


#: Per register: what the public sees, and what it must not.
SHOWN = {
    "Division": [CommunityFactory],
    "Organisation": [UnitFactory],
    "ProgrammeYear": [lambda: ProgrammeYearFactory(year=2021)],
    "Pairing": [
        lambda: PairingFactory(signed=True),
        lambda: PairingFactory(active=True),
        lambda: PairingFactory(expired=True),
    ],
    "Alliance": [
        lambda: AllianceFactory(approved=True),
        lambda: AllianceFactory(approved=True, dissolved=True),
    ],
    "Agreement": [
        lambda: AgreementFactory(approved=True),
        lambda: AgreementFactory(approved=True, terminated=True),
    ],
    "Assignment": [lambda: AssignmentFactory(is_public=True)],
    "ListItem": [
        lambda: ListItemFactory(approved=True),
        lambda: ListItemFactory(approved=True, resource=True),
    ],
    "Claim": [
        lambda: ClaimFactory(item=ListItemFactory(approved=True)),
        lambda: ClaimFactory(item=ListItemFactory(approved=True), state="fulfilled"),
    ],
    "Membership": [],
    "Evaluation": [],
    "ProxyEntry": [],
    "ReviewLevel": [],
    "ChecklistItem": [ChecklistItemFactory],
    "Project": [
        *(
            lambda stage=stage: ProjectFactory(approved=True, stage=stage)
            for stage in ("established", "implementing", "accepting")
        ),
        lambda: ProjectFactory(completed=True),
        lambda: ProjectFactory(suspended=True),
    ],
    "Update": [lambda: UpdateFactory(approved=True)],
    "Activity": [
        lambda: ActivityFactory(confirmed=True),
        of_owner(alliance=lambda: AllianceFactory(approved=True)),
        of_owner(agreement=lambda: AgreementFactory(approved=True)),
    ],
    "FundEntry": [
        line(verified=True),
        line(verified=True, kind="pledged"),
        lambda: FundEntryFactory(reverses=FundEntryFactory(verified=True), verified=True),
    ],
}
HIDDEN = {
    "Division": [],
    "Organisation": [],
    "ProgrammeYear": [lambda: ProgrammeYearFactory(year=2020, is_public=False)],
    "Pairing": [PairingFactory, lambda: PairingFactory(terminated=True)],
    "Alliance": reviewed(AllianceFactory),
    "Agreement": reviewed(AgreementFactory),
    "Assignment": [AssignmentFactory],
    "ListItem": [*reviewed(ListItemFactory), *reviewed(ListItemFactory, resource=True)],
    "Claim": [
        ClaimFactory,
        lambda: ClaimFactory(item=ListItemFactory(approved=True), state="withdrawn"),
    ],
    "Membership": [MembershipFactory],
    "Evaluation": [EvaluationFactory],
    "ProxyEntry": [ProxyEntryFactory],
    "ReviewLevel": [ReviewLevelFactory],
    "ChecklistItem": [
        lambda: ChecklistItemFactory(
            level__programme_year__is_public=False, level__programme_year__year=2020
        )
    ],
    "Project": [
        *reviewed(ProjectFactory),
        *reviewed(ProjectFactory, stage="established"),
        lambda: ProjectFactory(approved=True),
        lambda: ProjectFactory(terminated=True),
    ],
    "Update": [
        *reviewed(UpdateFactory),
        lambda: UpdateFactory(approved=True, project=ProjectFactory()),
        lambda: UpdateFactory(approved=True, project=ProjectFactory(terminated=True)),
    ],
    "Activity": [
        ActivityFactory,
        lambda: ActivityFactory(disputed=True),
        lambda: ActivityFactory(confirmed=True, pairing=PairingFactory()),
        lambda: ActivityFactory(confirmed=True, pairing=PairingFactory(terminated=True)),
        of_owner(alliance=AllianceFactory),
        of_owner(agreement=lambda: AgreementFactory(submitted=True)),
    ],
    "FundEntry": [
        line(),
        lambda: FundEntryFactory(reverses=FundEntryFactory(verified=True)),
        money_of(),
        money_of(approved=True),
        money_of(submitted=True, stage="established"),
        money_of(terminated=True),
    ],
}
MODELS = {
    model.__name__: model
    for model in apps.get_models()
    if isinstance(model._default_manager.all(), VisibleQuerySet)
}


def test_the_tables_know_every_model_with_an_audience():
    assert set(SHOWN) == set(HIDDEN) == set(MODELS)


def test_every_register_has_an_audience():
    registers = {m.__name__ for m in apps.get_models() if issubclass(m, Register)}
    assert registers <= set(MODELS)


@pytest.mark.parametrize("name", SHOWN)
def test_the_public_sees_what_was_approved_and_nothing_else(name):
    rows = MODELS[name].objects
    hidden = {make().pk for make in HIDDEN[name]}
    shown = {make().pk for make in SHOWN[name]}
    for somebody in (PUBLIC, AnonymousUser(), UserFactory()):
        found = {row.pk for row in rows.visible_to(somebody)}
        assert shown <= found
        assert not hidden & found
    assert rows.public().count() == rows.visible_to(PUBLIC).count()


@pytest.mark.parametrize("name", MODELS)
def test_whoever_may_view_a_register_sees_all_of_it(name):
    model = MODELS[name]
    for make in HIDDEN[name] + SHOWN[name]:
        make()
    viewer = UserFactory()
    viewer.user_permissions.add(
        Permission.objects.get(
            content_type__app_label=model._meta.app_label,
            codename=f"view_{model._meta.model_name}",
        )
    )
    for person in (viewer, AdministratorFactory()):
        assert model.objects.visible_to(person).count() == model.objects.count()


def test_the_right_to_view_one_register_opens_no_other():
    viewer = UserFactory()
    viewer.user_permissions.add(Permission.objects.get(codename="view_pairing"))
    PairingFactory()
    AllianceFactory()
    assert MODELS["Pairing"].objects.visible_to(viewer).exists()
    assert not MODELS["Alliance"].objects.visible_to(viewer).exists()


def test_a_person_who_left_sees_what_the_public_sees():
    left = AdministratorFactory(is_active=False)
    PairingFactory()
    assert not may_view_all(left, MODELS["Pairing"])
    assert not MODELS["Pairing"].objects.visible_to(left).exists()


def test_the_public_costs_no_query_about_rights(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not may_view_all(PUBLIC, MODELS["Pairing"])
