"""Who may fetch a file: whoever may see a record that holds it. Pictures and documents alike.

Each app says in its AppConfig which of its records hold files (`hold`); records on pages are found
in Wagtail's index of references. A file is public where the public sees one record that holds it,
a document only if it is ticked as public besides: the tick says that an editor has read it, and
opens nothing alone. What a closed register holds (evidence of the ledger) is never public and is
nobody's but the readers' of that register, wherever else it is used and whatever is ticked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Exists, Model, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex
from wagtail.permissions import policy_registry

from portal.models import PortalDocument, PortalImage
from portal.pages import PortalPageQuerySet
from portal.publicity import PUBLIC, Audience, may_view_all

#: A file that people upload.
PortalFile = PortalImage | PortalDocument
Rows = Callable[[Audience], QuerySet]


@dataclass(frozen=True)
class Holder:
    """Records that hold files in the field at the end of `path`.

    `shown` gives those a person is shown, `duty` those opened by a right or a duty of the person
    and not because everybody sees them. They differ where a record is public and its file is not.
    """

    model: type[Model]
    path: str
    shown: Rows
    duty: Rows
    closed: bool = False

    def holding(self, file: PortalFile, rows: QuerySet | None = None) -> QuerySet:
        """Those of `rows`, of all records if none are named, that hold the file."""
        rows = self.model._base_manager.all() if rows is None else rows
        return rows.filter(**{self.path: file.pk}).order_by()


class PageHolder(Holder):
    """Pages, by what is published of them: drafts and earlier versions hold nothing."""

    def holding(self, file: PortalFile, rows: QuerySet | None = None) -> QuerySet:
        rows = self.model._base_manager.all() if rows is None else rows
        references = ReferenceIndex.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Page),
            to_content_type=ContentType.objects.get_for_model(type(file)),
            to_object_id=str(file.pk),
        )
        keys = references.annotate(key=Cast("object_id", BigIntegerField())).values("key")
        return rows.filter(pk__in=keys).order_by()


_HOLDERS: dict[type[Model], list[Holder]] = defaultdict(list)


def on_duty(model: type[Model]) -> Rows:
    """The rows of a register that a right on all of them, or a duty of the person, opens."""

    def rows(user: Audience) -> QuerySet:
        every: Any = model._default_manager.all()
        return every if may_view_all(user, model) else every.filter(every.reach_of(user))

    return rows


def hold(
    kind: type[PortalFile],
    model: type[Model],
    *paths: str,
    shown: Rows | None = None,
    duty: Rows | None = None,
    closed: bool = False,
) -> None:
    """Say that records of `model` hold files of a kind; called by AppConfig.ready.

    Without more said, a person is shown `visible_to` and opened what `on_duty` gives.
    """
    shown = shown or model._default_manager.visible_to  # type: ignore[attr-defined]
    duty = duty or on_duty(model)
    _HOLDERS[kind] += [Holder(model, path, shown, duty, closed) for path in paths]


def hold_pages() -> None:
    """Say that pages hold pictures and documents. Who edits pages chooses files, so has a right."""

    def open_pages(user: Audience) -> QuerySet:
        return PortalPageQuerySet(Page).visible_to(user)

    def none(user: Audience) -> QuerySet:
        return Page.objects.none()

    for kind in (PortalImage, PortalDocument):
        _HOLDERS[kind].append(PageHolder(Page, "", open_pages, none))


def is_public_file(file: PortalFile) -> bool:
    """Whether anybody may fetch the file now; one query."""
    if isinstance(file, PortalDocument) and not file.is_public:
        return False
    closed, open_ = _split(file)
    shown = _any(holder.holding(file, holder.shown(PUBLIC)) for holder in open_)
    kept = _any(holder.holding(file) for holder in closed)
    return _is(file, shown & ~kept & ~Q(Exists(_restrictions(file))))


def is_opened_to(user: Audience, file: PortalFile) -> bool:
    """Whether this person may fetch the file though not everybody may.

    By a right or duty that opens a record with it; by choosing files in the admin; and, as long
    as no record holds it, by having uploaded it.
    """
    if not user.is_active:
        return False
    closed, open_ = _split(file)
    if closed and _is(file, _any(holder.holding(file) for holder in closed)):
        return _is(file, _any(holder.holding(file, holder.duty(user)) for holder in closed))
    if _works_with(user, file):
        return True
    opened = _any(holder.holding(file, holder.duty(user)) for holder in open_)
    if file.uploaded_by_user_id == user.pk:
        opened |= ~_any(holder.holding(file) for holder in open_)
    return _is(file, opened)


def may_see_file(user: Audience, file: PortalFile) -> bool:
    """Whether `user` may fetch the file, as everybody or by a right or duty."""
    return is_public_file(file) or is_opened_to(user, file)


def publishable(documents: Iterable[PortalDocument]) -> list[PortalDocument]:
    """Those that a page may offer: ticked as public, and in no closed register; one query each."""
    ticked = [document for document in documents if document.is_public]
    closed = [holder for holder in _HOLDERS[PortalDocument] if holder.closed] if ticked else []
    kept: set[int] = set()
    for holder in closed:
        held = holder.model._base_manager.filter(**{f"{holder.path}__in": ticked}).order_by()
        kept.update(held.values_list(holder.path, flat=True))
    return [document for document in ticked if document.pk not in kept]


def _works_with(user: Audience, file: PortalFile) -> bool:
    """Whether the person chooses such files in the admin, and so meets this one there."""
    policy = policy_registry.get_by_type(type(file))
    actions = ["choose", "change", "delete"]
    return user.has_perm(
        "wagtailadmin.access_admin"
    ) and policy.user_has_any_permission_for_instance(user, actions, file)


def _split(file: PortalFile) -> tuple[list[Holder], list[Holder]]:
    holders = _HOLDERS[type(file)]
    return [h for h in holders if h.closed], [h for h in holders if not h.closed]


def _any(querysets: Iterable[QuerySet]) -> Q:
    """That one of them has a row."""
    found = Q(pk__in=())
    for rows in querysets:
        found |= Q(Exists(rows))
    return found


def _is(file: PortalFile, condition: Q) -> bool:
    return type(file)._base_manager.filter(condition, pk=file.pk).exists()


def _restrictions(file: PortalFile) -> QuerySet:
    """What an administrator closed the file's collection by, whatever the kind of restriction."""
    above = file.collection.get_ancestors(inclusive=True)
    return CollectionViewRestriction.objects.filter(collection__in=above)
