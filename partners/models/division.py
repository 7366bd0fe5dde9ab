"""Divisions 「行政区划」: the tree of places. Identity is the code; a name may change or repeat."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse

from partners.enums import COMMUNITY_LEVELS, DivisionLevel
from partners.place_names import display_name, full_name, short_name
from partners.querysets.division import DivisionQuerySet
from partners.querysets.subtree import STEP

from .register import Tracked


class Division(Tracked):
    """A place. `path` grows by four digits a level, so a subtree is one range of it."""

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=10, choices=DivisionLevel)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name="上级",
    )
    path = models.CharField(max_length=40, unique=True, editable=False)
    short_name = models.CharField("简称", max_length=60, editable=False, db_index=True)
    display_name = models.CharField("显示名称", max_length=80, editable=False)
    full_name = models.CharField("全名", max_length=160, editable=False)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        verbose_name = "行政区划"
        verbose_name_plural = "行政区划"
        ordering = ["path"]
        indexes = [models.Index(fields=["level", "path"], name="division_level")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="division_not_its_own_parent",
                violation_error_message="上级不能是自身。",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:place_detail", args=[self.code])

    @property
    def ancestor_paths(self) -> list[str]:
        """The paths from the root down to this place, itself included."""
        return [self.path[:end] for end in range(STEP, len(self.path) + 1, STEP)]

    def clean(self) -> None:
        """A place cannot stand below itself."""
        super().clean()
        if self.path and self.parent and self.parent.path.startswith(self.path):
            raise ValidationError({"parent": "上级不能是自身或自身的下级。"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep path and names true; a new parent or name reaches the whole subtree."""
        with transaction.atomic():
            # The stored rows, not the copies in hand: somebody may have moved the place above.
            before = Division.objects.filter(pk=self.pk).first()
            parent = Division.objects.filter(pk=self.parent_id or 0).first()
            moved = before is None or before.parent_id != self.parent_id
            self.path = next_path(parent) if before is None or moved else before.path
            self.name_itself(parent)
            super().save(*args, **kwargs)
            if before and (moved or before.name != self.name):
                self._refresh_subtree(before.path)
                tell_apart([before.short_name])
            tell_apart([self.short_name])
            self.display_name = Division.objects.values_list("display_name", flat=True).get(
                pk=self.pk
            )

    def name_itself(self, parent: "Division | None") -> None:
        """Set the names that follow from `name` and the place above (does not save)."""
        self.short_name = self.display_name = short_name(self.name)
        above = "" if parent is None or parent.level == DivisionLevel.CITY else parent.full_name
        self.full_name = full_name(above, self.short_name)

    def _refresh_subtree(self, old_path: str) -> None:
        below = list(Division.objects.below_path(old_path).exclude(pk=self.pk).order_by("path"))
        parents: dict[int, Division] = {self.pk: self}
        for place in below:
            parent = parents[place.parent_id or 0]
            place.path = parent.path + place.path[-STEP:]
            place.name_itself(parent)
            parents[place.pk] = place
        Division.objects.bulk_update(below, ["path", "short_name", "display_name", "full_name"])
        tell_apart(Division.objects.within(self).communities().values("short_name"))


def next_path(parent: Division | None) -> str:
    """The first free path below `parent` (None: a root)."""
    siblings = Division.objects.filter(parent=parent)
    last = siblings.aggregate(last=models.Max("path"))["last"]
    step = int(last[-STEP:]) + 1 if last else 1
    return (parent.path if parent else "") + f"{step:0{STEP}d}"


def tell_apart(shorts: Iterable[Any]) -> None:
    """Give communities that share one of `shorts` their street's name beside it, others not."""
    communities = Division.objects.filter(short_name__in=shorts, level__in=COMMUNITY_LEVELS)
    found = list(communities.select_related("parent"))
    times = Counter(place.short_name for place in found)
    changed = []
    for place in found:
        street = place.parent.display_name if place.parent else ""
        name = display_name(place.short_name, street, repeats=times[place.short_name] > 1)
        if name != place.display_name:
            place.display_name = name
            changed.append(place)
    Division.objects.bulk_update(changed, ["display_name"])
