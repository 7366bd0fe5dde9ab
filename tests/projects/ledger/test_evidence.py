"""Evidence belongs to the ledger: on the screens of files nobody meets it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.models import PortalDocument
from projects.ledger.evidence import evidence_collection
from tests.admin import administrator, client_of, editor, words
from tests.factories import AdministratorFactory, DocumentFactory, FundEntryFactory

pytestmark = pytest.mark.django_db

OTHER = b"%PDF-1.7\nanother paper"


@pytest.fixture(params=[editor, administrator, AdministratorFactory])
def client(request):
    return client_of(request.param())


@pytest.fixture
def evidence():
    document = DocumentFactory(title="到账单原件")
    FundEntryFactory(verified=True, evidence=document)
    return document


def content_of(document: PortalDocument) -> bytes:
    stored = PortalDocument.objects.get(pk=document.pk)
    with stored.file.open() as file:
        return file.read()


def test_evidence_is_not_replaced_or_made_public(client, evidence):
    client.post(
        reverse("wagtaildocs:edit", args=[evidence.pk]),
        {
            "title": "换过的",
            "is_public": "on",
            "collection": evidence.collection_id,
            "file": SimpleUploadedFile("b.pdf", OTHER),
        },
    )
    stored = PortalDocument.objects.get(pk=evidence.pk)
    assert (stored.title, stored.is_public) == ("到账单原件", False)
    assert content_of(evidence) == b"evidence"


def test_evidence_replaced_in_the_ledger_is_kept(client):
    before = DocumentFactory(collection=evidence_collection())
    client.post(reverse("wagtaildocs:delete", args=[before.pk]))
    address = reverse("wagtail_bulk_action", args=["portal", "portaldocument", "delete"])
    client.post(f"{address}?id={before.pk}")
    assert PortalDocument.objects.filter(pk=before.pk).exists()


def test_evidence_stands_in_no_list_and_no_chooser(client, evidence):
    DocumentFactory(title="METHOD")
    PortalDocument.objects.filter(pk=evidence.pk).update(title="RECEIPT")
    for name in ("wagtaildocs:index", "wagtaildocs_chooser:choose"):
        page = words(client.get(reverse(name)))
        assert "METHOD" in page
        assert "RECEIPT" not in page


def test_other_files_are_edited_as_before(client):
    other = DocumentFactory(title="办法")
    url = reverse("wagtaildocs:edit", args=[other.pk])
    client.post(url, {"title": "新办法", "collection": other.collection_id})
    assert PortalDocument.objects.get(pk=other.pk).title == "新办法"
