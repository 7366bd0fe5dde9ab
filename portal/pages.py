"""What every page type of the portal has: a summary, a picture for lists, text to search."""

import re
from typing import Any, Self

from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import Http404, HttpRequest
from django.utils.text import slugify
from pypinyin import Style, lazy_pinyin
from wagtail.models import Page, PageManager, PageViewRestriction, Revision
from wagtail.query import PageQuerySet
from wagtail.url_routing import RouteResult

from portal.changes import TellingQuerySet
from portal.page_form import DraftCopyForm, PageForm
from portal.publicity import Audience
from portal.text_guard.holding import check, holding
from portal.text_guard.pages import page_spots

LONGEST_SLUG = 60


class PortalPageQuerySet(TellingQuerySet, PageQuerySet):
    """Pages as registers are asked for: `visible_to` first."""

    def visible_to(self, user: Audience) -> Self:
        """Published pages open to everybody. Editors see drafts in previews, never in lists.

        As `live().public()`, but asked within the same query, and an alias of a closed page is
        closed like its source.
        """
        mine, source = (
            ExpressionWrapper(OuterRef(path), output_field=CharField())
            for path in ("path", "alias_of__path")
        )
        closed = PageViewRestriction.objects.annotate(mine=mine, source=source).filter(
            Q(mine__startswith=F("page__path")) | Q(source__startswith=F("page__path"))
        )
        return self.live().exclude(Exists(closed))


def anything_restricted() -> dict[str, Exists]:
    """Annotation that says whether any page at all has a view restriction."""
    return {"something_is_restricted": Exists(PageViewRestriction.objects.all())}


PortalPageManager = PageManager.from_queryset(PortalPageQuerySet)


def pinyin_slug(title: str) -> str:
    """The part of an address made from a Chinese title: 「板桥排水」 is ban-qiao-pai-shui.

    Empty when the title holds neither Chinese nor Latin letters nor digits.
    """
    plain = re.sub(r"\W+", "-", title)
    slug = slugify("-".join(lazy_pinyin(plain, style=Style.NORMAL)))
    return slug if len(slug) <= LONGEST_SLUG else slug[:LONGEST_SLUG].rpartition("-")[0]


class BasePage(Page):
    """The base of every page type. `search_text` is what readers see of the body, kept on save."""

    #: Set on the way to a page, when it is known already that no page of the site is restricted.
    nothing_is_restricted = False
    #: Names of the fields whose words go into `search_text`.
    searched_fields: tuple[str, ...] = ()

    summary = models.CharField(
        "摘要", max_length=200, blank=True, help_text="一两句话，显示在列表、搜索结果和页面开头。"
    )
    listing_image = models.ForeignKey(
        "portal.PortalImage",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="列表图片",
        help_text="不选时使用自动生成的图案。",
    )
    search_text = models.TextField(editable=False, blank=True)

    objects = PortalPageManager()

    base_form_class = PageForm
    copy_form_class = DraftCopyForm
    content_panels = [*Page.content_panels, "summary", "listing_image"]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give a page without a slug one that can be read aloud, then check as usual."""
        self._spell_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """The checks of a draft; it needs its slug too."""
        self._spell_slug()
        super().minimal_clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the text to search; a save of single fields leaves it as it is."""
        if kwargs.get("update_fields") is None:
            self.search_text = self.gather_text()
        super().save(*args, **kwargs)

    def publish(self, revision: Revision, user: Any = None, **how: Any) -> None:
        """Publish or schedule, unless the words of the revision are held (TextHeld).

        Every way leads here: the form, bulk actions, workflows; copies are drafts, and the API of
        the admin publishes nothing (portal.admin.api). What was scheduled was looked
        through then, and comes out at its time.
        """
        if how.get("log_action") != "wagtail.publish.scheduled":
            with holding():
                check(self, page_spots(revision.as_object()), user)
        super().publish(revision, user=user, **how)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail finds a page by its address, with one query a step instead of two."""
        if not path_components:
            return super().route(request, path_components)
        child = self._child(path_components[0])
        if child is None:
            raise Http404
        return child.route(request, path_components[1:])

    def _child(self, slug: str) -> Page | None:
        """The child of that slug as its own type, told whether any page is restricted."""
        links = {
            model: model._meta.get_ancestor_link(Page).remote_field.get_accessor_name()
            for model in self.allowed_subpage_models()
        }
        children = self.get_children().select_related(*links.values())
        row = children.annotate(**anything_restricted()).filter(slug=slug).first()
        if row is None or row.specific_class not in links:
            return row and row.specific
        child = getattr(row, links[row.specific_class])
        child._cached_parent_obj = self
        child.nothing_is_restricted = not row.something_is_restricted
        return child

    def get_view_restrictions(self) -> models.QuerySet:
        """The restrictions on this page; not asked for where the site has none at all."""
        if self.nothing_is_restricted:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The page's own entry, at the address the site was asked by."""
        entries = super().get_sitemap_urls(request)
        if request is not None and (path := self.get_url(request)):
            entries = [entry | {"location": request.build_absolute_uri(path)} for entry in entries]
        return entries

    def gather_text(self) -> str:
        """The words of `searched_fields`, one line a block."""
        lines: list[str] = []
        for name in self.searched_fields:
            lines += map(
                str, self._meta.get_field(name).get_searchable_content(getattr(self, name))
            )
        return "\n".join(line for line in lines if line.strip())

    def _spell_slug(self) -> None:
        # As in Page: the siblings to differ from are known once there is a parent.
        parent_is_known = bool(self.path or getattr(self, "_cached_parent_obj", None))
        spelt = pinyin_slug(self.title) if parent_is_known and not self.slug else ""
        if spelt:
            self.slug: str = self._get_autogenerated_slug(spelt)
