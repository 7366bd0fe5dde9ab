"""Who may do what with files that are evidence: they belong to the ledger alone."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from portal.models import PortalDocument
from projects.ledger.evidence import COLLECTION
from projects.models import FundEntry


def is_evidence() -> Q:
    """Files that a line of the ledger names, or that were kept as its evidence before."""
    named = FundEntry.objects.exclude(evidence=None).values("evidence")
    return Q(pk__in=named) | Q(collection__name=COLLECTION)


class DocumentPolicy(CollectionOwnershipPermissionPolicy):
    """Files as Wagtail's own policy has them, evidence as nobody's.

    On the screens of files evidence could be replaced under a verified line, put on a page or
    thrown away. It comes in, and is read, through the ledger.
    """

    def __init__(self) -> None:
        super().__init__(
            PortalDocument, auth_model="wagtaildocs.Document", owner_field_name="uploaded_by_user"
        )

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: PortalDocument
    ) -> bool:
        """Nobody may change, delete or choose evidence, administrators included."""
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        return not PortalDocument.objects.filter(is_evidence(), pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        """The files a person may work with, evidence left out."""
        return super().instances_user_has_any_permission_for(user, actions).exclude(is_evidence())
