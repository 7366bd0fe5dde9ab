"""What every page shows around its content: identity of the site, navigation, demo, 关怀版."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from wagtail.contrib.settings.context_processors import SettingProxy
from wagtail.models import Site

from portal.care import is_on

# Words and where they lead: the name of an address, or the path of a page in the tree.
NAVIGATION = (
    ("首页", "/"),
    ("成果展示", "projects:showcase"),
    ("共建项目", "projects:project_list"),
    ("结对", "partners:pairing_list"),
    ("协议", "partners:agreement_list"),
    ("案例", "/cases/"),
    ("组织", "partners:organisation_list"),
    ("公告", "/notices/"),
)
MORE = (
    ("共同体", "partners:alliance_list"),
    ("结对活动", "projects:activity_list"),
    ("资金明细", "projects:fund_list"),
    ("需求和资源", "partners:list_item_list"),
    ("行政区划", "partners:place_index"),
    ("站内搜索", "search:results"),
)


class Entry(NamedTuple):
    """One entry of a navigation."""

    label: str
    url: str
    current: bool


class Face:
    """The frame of one response; nothing of it is looked up before a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.demo = settings.DEMO

    @cached_property
    def site(self) -> Any:
        """The site's settings, one query a request; None where there is no site to ask for."""
        if Site.find_for_request(self.request) is None:
            return None
        try:
            return SettingProxy(self.request)["home"]["SiteSettings"]
        except RuntimeError:  # the settings model is not installed
            return None

    @cached_property
    def care(self) -> bool:
        """Whether the reader has asked for 「关怀版」."""
        return is_on(self.request)

    @cached_property
    def nav(self) -> list[Entry]:
        """The main navigation."""
        return entries(NAVIGATION, self.request.path)

    @cached_property
    def pages(self) -> list[Entry]:
        """What editors put below the front page beyond the navigation, for the site map."""
        site = Site.find_for_request(self.request)
        children = site.root_page.get_children().live().public() if site else ()
        listed = {target for _, target in NAVIGATION}
        found = ((page.title, page.get_url(self.request)) for page in children)
        return [Entry(title, url, False) for title, url in found if url and url not in listed]

    @cached_property
    def more(self) -> list[Entry]:
        """What the foot and the site map list beyond the main navigation."""
        return entries(MORE, self.request.path)


def entries(words: Iterable[tuple[str, str]], path: str) -> list[Entry]:
    """Words and addresses as entries; an address that is not installed is left out."""
    found = []
    for label, target in words:
        try:
            url = target if target.startswith("/") else reverse(target)
        except NoReverseMatch:
            continue
        found.append(Entry(label, url, path == url if url == "/" else path.startswith(url)))
    return found


def portal(request: HttpRequest) -> dict[str, Face]:
    """`portal` in every template."""
    return {"portal": Face(request)}
