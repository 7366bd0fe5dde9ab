"""What depends on a record, so that it is not deleted under it: whatever the database would refuse,
empty or take along, and what uses the record in the text of a page.

What belongs to a record and to nobody else goes with it and is named in `goes_along`.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex

Finder = Callable[[models.Model], Iterable[models.Model]]
#: Of records with thousands of uses only so many are read.
MOST_READ = 500

_going_along = {
    # A picture's sizes; what a person has only for working here.
    "portal.PortalRendition.image",
    "portal.FormToken.person",
    "portal.User_groups.user",
    "portal.User_user_permissions.user",
    "otp_static.StaticDevice.user",
    "otp_totp.TOTPDevice.user",
    "wagtailadmin.EditingSession.user",
    "wagtailadmin.FormState.user",
    "wagtailcore.APIToken.user",
    "wagtailcore.PageSubscription.user",
    "wagtailcore.UploadedFile.uploaded_by_user",
    "wagtailusers.UserProfile.user",
    # What a group may do.
    "auth.Group_permissions.group",
    "wagtailcore.GroupCollectionPermission.group",
    "wagtailcore.GroupPagePermission.group",
    "wagtailcore.GroupSitePermission.group",
    # Who may do what in a collection, on a site, on a page, and what is said about a page.
    "wagtailcore.CollectionViewRestriction.collection",
    "wagtailcore.GroupCollectionPermission.collection",
    "wagtailcore.GroupSitePermission.site",
    "wagtailcore.Comment.page",
    "wagtailcore.GroupPagePermission.page",
    "wagtailcore.PageLogEntry.page",
    "wagtailcore.PageSubscription.page",
    "wagtailcore.PageViewRestriction.page",
    "wagtailcore.WorkflowPage.page",
}
_finders: list[Finder] = []


def goes_along(*keys: str) -> None:
    """Declare foreign keys (「app.Model.field」) whose rows are part of what they point at."""
    _going_along.update(keys)


def depends_by(finder: Finder) -> None:
    """Add a way in which records depend on others that no foreign key tells."""
    _finders.append(finder)


def dependents(record: models.Model, besides: Collection[models.Model] = ()) -> list[models.Model]:
    """The records that depend on `record`, each once, without those of `besides`."""
    if isinstance(record, Page):
        record = record.specific
    aside = {_key(other) for other in (record, *besides)}
    found: dict[tuple, models.Model] = {}
    for user in (*_by_keys(record), *_in_texts(record), *_below(record), *_otherwise(record)):
        found.setdefault(_key(user), user)
    return [user for key, user in found.items() if key not in aside]


def relations(model: type[models.Model]) -> Iterable[models.ForeignObjectRel]:
    """The relations by which something could depend on a record of `model`."""
    for relation in model._meta.get_fields(include_hidden=True):
        is_key = isinstance(relation, models.ManyToOneRel) and relation.field.concrete
        if is_key and not getattr(relation, "parent_link", False):
            yield cast(models.ForeignObjectRel, relation)


def label_of(relation: Any) -> str:
    """「app.Model.field」."""
    return f"{relation.related_model._meta.label}.{relation.field.name}"


def is_going_along(relation: Any) -> bool:
    """Whether the rows of a relation are part of what they point at."""
    return label_of(relation) in _going_along


def _by_keys(record: models.Model) -> Iterable[models.Model]:
    for relation in relations(type(record)):
        if not is_going_along(relation):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: record})
            for row in rows[:MOST_READ]:
                yield _holder(row, relation.field)


def _holder(row: Any, field: models.Field) -> models.Model:
    """Who uses the record: of a row between two records the other, of a page's part the page."""
    keys = [f for f in row._meta.concrete_fields if f.is_relation and f is not field]
    if row._meta.auto_created:
        return getattr(row, keys[0].name)
    parental = [key for key in keys if isinstance(key, ParentalKey)]
    return getattr(row, parental[0].name) if parental else row


def _in_texts(record: models.Model) -> Iterable[models.Model]:
    """Pages and settings that use the record in a text, by Wagtail's index of references."""
    pairs = ReferenceIndex.get_references_to(record).values_list("base_content_type", "object_id")
    for type_id, pk in pairs.distinct()[:MOST_READ]:
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        if model and (row := model._base_manager.filter(pk=pk).first()):
            yield row


def _below(record: models.Model) -> Iterable[models.Model]:
    """The pages below a page, the collections below a collection."""
    return record.get_children() if hasattr(record, "get_children") else ()


def _otherwise(record: models.Model) -> Iterable[models.Model]:
    return (user for finder in _finders for user in finder(record))


def _key(record: Any) -> tuple:
    """One and the same for a page and what it is more exactly."""
    model = Page if isinstance(record, Page) else type(record)
    return (model, record.pk)
