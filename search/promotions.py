"""What is put above the finds of a question: chosen by editors, public now, on this portal."""

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.models import Page

from portal.publicity import PUBLIC
from search.models import EntryText, Promotion, PromotionTarget
from search.wording.spelling import key_of

#: More above the finds would hide them.
MOST_SHOWN = 5
#: Nobody promotes a longer question.
_LONGEST_KEY = 60


class Promoted(NamedTuple):
    """A promoted result as the page shows it; `text` may be empty."""

    title: str
    url: str
    text: str


def promoted(question: str, day: date | None = None) -> list[Promoted]:
    """The promoted results of a question on a day (today), in the editors' order.

    The question, folded, must be one of a promotion's own. Costs one query where nothing is
    promoted; else two more for targets and titles and one for each kind of record.
    """
    key = key_of(question)
    if not key or len(key) > _LONGEST_KEY:
        return []
    shown = Promotion.objects.shown_on(day or timezone.localdate()).order_by()
    promotions = list(shown.filter(keys__contains=f"\n{key}\n").values_list("pk", flat=True))
    if not promotions:
        return []
    chosen = PromotionTarget.objects.filter(promotion__in=promotions).order_by("position", "pk")
    # Some may not be public now: read a few more than are shown.
    return list(public_of(list(chosen[: MOST_SHOWN * 3])).values())[:MOST_SHOWN]


def public_of(targets: list[PromotionTarget]) -> dict[int, Promoted]:
    """Those of `targets` that everybody may see now, by key; each record once."""
    if not targets:
        return {}
    records = _public_records(targets)
    titles = _titles(targets)
    found: dict[int, Promoted] = {}
    urls = set()
    for target in targets:
        record = records.get((target.content_type_id, target.object_id))
        url = _path_of(record) if record is not None else ""
        if record is None or not url or url in urls:
            continue
        urls.add(url)
        stated = titles.get((target.content_type_id, target.object_id))
        title = target.title or stated or _own_title(record)
        found[target.pk] = Promoted(title, url, target.text)
    return found


def _public_records(targets: list[PromotionTarget]) -> dict[tuple[int, int], Model]:
    """The records of the targets that the public may see, one query for each type."""
    wanted: dict[int, list[int]] = defaultdict(list)
    for target in targets:
        wanted[target.content_type_id].append(target.object_id)
    found: dict[tuple[int, int], Model] = {}
    for type_id, keys in wanted.items():
        # A type whose app was taken away has no model; what has no audience is not public.
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        rows: Any = getattr(model, "_default_manager", None)
        if hasattr(rows, "visible_to"):
            for record in rows.visible_to(PUBLIC).filter(pk__in=keys):
                found[type_id, record.pk] = record
    return found


def _titles(targets: list[PromotionTarget]) -> dict[tuple[int, int], str]:
    """Titles as the finds show them, of records whose target states none."""
    bare = [target for target in targets if not target.title]
    if not bare:
        return {}
    rows = EntryText.objects.filter(
        entry__content_type__in={target.content_type_id for target in bare},
        entry__object_id__in={target.object_id for target in bare},
    )
    named = rows.values_list("entry__content_type", "entry__object_id", "title")
    return {(type_id, key): title for type_id, key, title in named}


def _own_title(record: Any) -> str:
    return str(getattr(record, "title", "") or getattr(record, "name", "") or record)


def _path_of(record: Any) -> str:
    """The path of the record's page; never another host, whatever a site's name is set to."""
    address = record.get_url() if isinstance(record, Page) else record.get_absolute_url()
    path = urlsplit(address or "").path
    return path if path.startswith("/") and not path.startswith("//") else ""


def promotions_of(record: Model) -> QuerySet[Promotion]:
    """The promotions that lead to a record, which is therefore not deleted."""
    types = ContentType.objects.get_for_models(type(record), *type(record)._meta.get_parent_list())
    targets = PromotionTarget.objects.filter(content_type__in=types.values(), object_id=record.pk)
    return Promotion.objects.filter(pk__in=targets.values("promotion"))
