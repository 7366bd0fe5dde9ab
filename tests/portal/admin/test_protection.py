"""What others use is not deleted on any screen of the admin, and the screen says so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partners.models import ListCategory
from portal.admin.protection import blockers, in_use_message
from portal.models import PortalDocument, PortalImage, User
from tests.admin import administrator, client_of, words
from tests.factories import (
    ActivityPhotoFactory,
    AdministratorFactory,
    AgreementFactory,
    ListCategoryFactory,
    ListItemFactory,
    PairingFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(AdministratorFactory())


def test_what_uses_a_record_is_found_and_named():
    used = ListItemFactory().category
    ListItemFactory(category=used)
    uses = blockers(used)
    assert len(uses) == 2
    assert in_use_message(used, uses) == f"“{used}”正被清单事项（2 条）使用，不能删除。"
    assert blockers(ListCategoryFactory(name="无人使用")) == []


def test_asking_deletes_nothing():
    category = ListCategoryFactory()
    assert blockers(category) == []
    assert ListCategory.objects.filter(pk=category.pk).exists()


def test_a_person_who_entered_records_stays(client):
    author = PairingFactory().entered_by
    url = reverse("wagtailusers_users:delete", args=[author.pk])
    response = client.post(url, follow=True)
    assert "使用，不能删除" in words(response)
    assert User.objects.filter(pk=author.pk).exists()


def test_a_picture_of_an_activity_stays(client):
    image = ActivityPhotoFactory().image
    response = client.post(reverse("wagtailimages:delete", args=[image.pk]), follow=True)
    assert "使用，不能删除" in words(response)
    assert PortalImage.objects.filter(pk=image.pk).exists()


def test_a_file_of_an_agreement_stays(client):
    document = PortalDocument.objects.create(
        title="凭证", file=SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    )
    AgreementFactory(file=document)
    response = client.post(reverse("wagtaildocs:delete", args=[document.pk]), follow=True)
    assert "使用，不能删除" in words(response)
    assert PortalDocument.objects.filter(pk=document.pk).exists()


def test_the_person_is_led_back_only_within_the_portal(client):
    author = PairingFactory().entered_by
    url = reverse("wagtailusers_users:delete", args=[author.pk])
    own = reverse("wagtailusers_users:index")
    back = client.post(url, headers={"referer": f"http://testserver{own}"})
    assert back.url == f"http://testserver{own}"
    astray = client.post(url, headers={"referer": "https://elsewhere.example/"})
    assert astray.url == reverse("wagtailadmin_home")


def test_other_errors_are_not_swallowed():
    client = client_of(administrator())
    assert client.get("/admin/no-such-page/").status_code == 404
