"""Every file of every holder, fetched by everybody at its address: who may see the record, may."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from partners.enums import MembershipRole, ReviewState
from portal.blocks.media import PictureBlock
from portal.models import PortalDocument, PortalImage
from projects.enums import ProjectStage
from projects.models import Update
from tests.admin import administrator, client_of, editor
from tests.factories import (
    ActivityFactory,
    ActivityPhotoFactory,
    AgreementFactory,
    AgreementPartyFactory,
    FundEntryFactory,
    ListItemFactory,
    MembershipFactory,
    OrganisationFactory,
    PairingFactory,
    ProjectFactory,
    UnitFactory,
    UpdateFactory,
    UpdatePhotoFactory,
    UserFactory,
    pages,
)
from tests.factories.world import World, build_world
from tests.journeys.canary_files import address, paper, picture

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

EVERYBODY = {
    "visitor", "nobody", "own", "foreign", "former", "east", "west", "auditor", "editor",
    "administrator",
}  # fmt: skip
#: Whose duty reaches a record of the own unit in the eastern district.
ON_DUTY = {"own", "east", "auditor"}
#: Who chooses files in the admin.
IN_ADMIN = {"editor", "administrator"}


@pytest.fixture(autouse=True)
def no_sizes_of_earlier_tests() -> None:
    caches["renditions"].clear()


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def unit(world):
    """The unit whose liaison is `own`."""
    return UnitFactory(division=world.east)


@pytest.fixture
def clients(world, unit) -> dict[str, Client]:
    """A browser each."""

    def member(organisation: Any, role: MembershipRole, **more: Any) -> Client:
        membership = MembershipFactory(organisation=organisation, role=role, **more)
        return client_of(membership.user)

    def office(place: Any) -> Any:
        return OrganisationFactory(division=place)

    liaison = MembershipRole.UNIT_LIAISON
    return {
        "visitor": client_of(None),
        "nobody": client_of(UserFactory()),
        "own": member(unit, liaison),
        "foreign": member(UnitFactory(division=world.east), liaison),
        "former": member(unit, liaison, until=date(2024, 6, 30)),
        "east": member(office(world.east), MembershipRole.DEPARTMENT),
        "west": member(office(world.west), MembershipRole.DEPARTMENT),
        "auditor": member(office(world.city), MembershipRole.AUDITOR),
        "editor": client_of(editor()),
        "administrator": client_of(administrator()),
    }


def those_who_get(file: PortalImage | PortalDocument, clients: dict[str, Client]) -> set[str]:
    """Who is handed the file; all others are told that there is none."""
    answers = {name: client.get(address(file)) for name, client in clients.items()}
    assert {answer.status_code for answer in answers.values()} <= {200, 404}
    return {name for name, answer in answers.items() if answer.status_code == 200}


def project(world: World, **state: Any) -> Any:
    pairing = PairingFactory(signed=True, division=world.plum)
    return ProjectFactory(division=world.plum, origin=pairing, **state)


def update_photo(world, unit, project_state: Any = None, **state: Any) -> PortalImage:
    update = UpdateFactory(
        project=project(world, **(project_state or {"public": True})), organisation=unit, **state
    )
    return UpdatePhotoFactory(update_record=update, image=picture()).image


def activity_photo(world, unit, pairing_state: Any = None, **state: Any) -> PortalImage:
    pairing = PairingFactory(
        unit_side=unit, division=world.plum, **(pairing_state or {"signed": True})
    )
    activity = ActivityFactory(pairing=pairing, division=world.plum, **state)
    return ActivityPhotoFactory(activity=activity, image=picture()).image


def agreement_paper(world, unit, ticked: bool, **state: Any) -> PortalDocument:
    file = paper(is_public=ticked)
    agreement = AgreementFactory(file=file, division=world.plum, **state)
    AgreementPartyFactory(agreement=agreement, organisation=unit)
    return file


def deliberation(world, unit, ticked: bool, **state: Any) -> PortalDocument:
    file = paper(is_public=ticked)
    ListItemFactory(organisation=unit, division=world.plum, deliberation_file=file, **state)
    return file


def evidence(world, unit, ticked: bool = False, **state: Any) -> PortalDocument:
    file = paper(is_public=ticked)
    FundEntryFactory(
        project=project(world, public=True), provider=unit, evidence=file, verified=True, **state
    )
    return file


def evidence_used_everywhere(world, unit) -> PortalDocument:
    """A receipt that somebody ticked, put on a page and took for an agreement's paper."""
    file = evidence(world, unit, ticked=True)
    AgreementFactory(file=file, approved=True)
    body = [("documents", {"title": "附件", "documents": [file]})]
    pages.notice(body=body)
    return file


PROJECT_TAKEN_BACK, NOT_BEGUN = {"terminated": True}, {"stage": ProjectStage.PLANNING}
INSIDERS, READERS = ON_DUTY | IN_ADMIN, ON_DUTY | {"administrator"}


@pytest.mark.parametrize(
    ("hold", "who"),
    [
        (update_photo, INSIDERS),
        (lambda w, u: update_photo(w, u, submitted=True), INSIDERS),
        (lambda w, u: update_photo(w, u, returned=True), INSIDERS),
        (lambda w, u: update_photo(w, u, approved=True), EVERYBODY),
        (lambda w, u: update_photo(w, u, PROJECT_TAKEN_BACK, approved=True), INSIDERS),
        (
            lambda w, u: update_photo(w, u, {"stage": ProjectStage.PLANNING}, approved=True),
            INSIDERS,
        ),
        (activity_photo, INSIDERS),
        (lambda w, u: activity_photo(w, u, disputed=True), INSIDERS),
        (lambda w, u: activity_photo(w, u, confirmed=True), EVERYBODY),
        (lambda w, u: activity_photo(w, u, {"terminated": True}, confirmed=True), INSIDERS),
        (lambda w, u: agreement_paper(w, u, ticked=False), INSIDERS),
        (lambda w, u: agreement_paper(w, u, ticked=True), INSIDERS),
        (lambda w, u: agreement_paper(w, u, ticked=False, approved=True), INSIDERS),
        (lambda w, u: agreement_paper(w, u, ticked=True, approved=True), EVERYBODY),
        (lambda w, u: deliberation(w, u, ticked=True), INSIDERS),
        (lambda w, u: deliberation(w, u, ticked=False, approved=True), INSIDERS),
        (lambda w, u: deliberation(w, u, ticked=True, approved=True), EVERYBODY),
        (evidence, READERS),
        (lambda w, u: evidence(w, u, ticked=True), READERS),
        (evidence_used_everywhere, READERS),
        (lambda w, u: picture(), IN_ADMIN),
        (lambda w, u: paper(is_public=True), IN_ADMIN),
        (lambda w, u: paper(), IN_ADMIN),
    ],
)
def test_a_file_of_a_record_is_for_those_who_may_see_the_record(world, unit, clients, hold, who):
    assert those_who_get(hold(world, unit), clients) == who


def image_block(image: PortalImage) -> list[tuple[str, Any]]:
    block = PictureBlock()
    return [("picture", block.to_python({"image": {"image": image.pk, "alt_text": "现场"}}))]


def on_a_page(publish: Callable[[Any], None] = lambda page: None, **fields: Any) -> PortalImage:
    image = picture()
    publish(pages.story(body=image_block(image), **fields))
    return image


def for_lists(**fields: Any) -> PortalImage:
    image = picture()
    pages.story(listing_image=image, **fields)
    return image


def in_a_draft_of_a_published_page() -> PortalImage:
    image, page = picture(), pages.story()
    page.body = image_block(image)
    page.listing_image = image
    page.save_revision()
    return image


def taken_off_a_page() -> PortalImage:
    image = picture()
    page = pages.story(body=image_block(image))
    page.body = []
    page.save_revision().publish()
    return image


def published_from_a_draft() -> PortalImage:
    image, page = picture(), pages.story(live=False)
    page.body = image_block(image)
    page.save_revision().publish()
    return image


def paper_on_a_page(ticked: bool, **fields: Any) -> PortalDocument:
    file = paper(is_public=ticked)
    pages.notice(body=[("documents", {"title": "附件", "documents": [file]})], **fields)
    return file


@pytest.mark.parametrize(
    ("hold", "who"),
    [
        (on_a_page, EVERYBODY),
        (for_lists, EVERYBODY),
        (published_from_a_draft, EVERYBODY),
        (lambda: on_a_page(live=False), IN_ADMIN),
        (lambda: for_lists(live=False), IN_ADMIN),
        (lambda: on_a_page(lambda page: page.unpublish()), IN_ADMIN),
        (lambda: on_a_page(pages.restrict), IN_ADMIN),
        (lambda: on_a_page(lambda page: pages.restrict(page.get_parent())), IN_ADMIN),
        (in_a_draft_of_a_published_page, IN_ADMIN),
        (taken_off_a_page, IN_ADMIN),
        (lambda: paper_on_a_page(ticked=True), EVERYBODY),
        (lambda: paper_on_a_page(ticked=False), IN_ADMIN),
        (lambda: paper_on_a_page(ticked=True, live=False), IN_ADMIN),
    ],
)
def test_a_file_of_a_page_is_for_everybody_once_it_is_published(clients, hold, who):
    assert those_who_get(hold(), clients) == who


@pytest.mark.parametrize("field", ["logo", "emblem"])
def test_what_the_frame_of_the_site_shows_is_everybodys(clients, field):
    image = picture()
    pages.site_settings(**{field: image})
    assert those_who_get(image, clients) == EVERYBODY


@pytest.mark.parametrize("make", [picture, paper])
def test_who_uploaded_a_file_sees_it_until_a_record_holds_it(world, clients, make):
    uploader = UserFactory()
    file = make()
    type(file).objects.filter(pk=file.pk).update(uploaded_by_user=uploader)
    client = client_of(uploader)
    assert client.get(address(file)).status_code == 200
    if isinstance(file, PortalImage):
        UpdatePhotoFactory(image=file)
    else:
        AgreementFactory(file=file)
    assert client.get(address(file)).status_code == 404


def test_a_collection_that_an_administrator_closed_holds_nothing_public(clients):
    above = Collection.get_first_root_node().add_child(name="内部")
    inside = above.add_child(name="内部图片")
    CollectionViewRestriction.objects.create(collection=above, restriction_type="login")
    image = on_a_page()
    PortalImage.objects.filter(pk=image.pk).update(collection=inside)
    assert those_who_get(image, clients) == IN_ADMIN


def test_withdrawing_hides_at_once_and_approving_again_shows_at_once(world, unit, clients):
    image = update_photo(world, unit, approved=True)
    everyone = Update.objects.all()
    assert those_who_get(image, clients) == EVERYBODY
    everyone.update(review_state=ReviewState.RETURNED)
    assert those_who_get(image, clients) == INSIDERS
    everyone.update(review_state=ReviewState.APPROVED)
    assert those_who_get(image, clients) == EVERYBODY
