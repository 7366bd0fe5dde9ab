"""The admin bears the portal's name, speaks Chinese, and leads nowhere outside."""

import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from wagtail.models import Site

from home.models import SiteSettings
from tests.admin import HOME, administrator, client_of, words

pytestmark = pytest.mark.django_db
CATALOGUES = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES"


@pytest.fixture
def client():
    return client_of(administrator())


def rename(name: str) -> None:
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.update_or_create(site=site, defaults={"portal_name": name})


def test_the_first_page_bears_the_portals_name(client):
    rename("金陵共建")
    page = words(client.get(HOME))
    assert '<span class="brand__name">金陵共建</span>' in page
    assert "<title>" in page
    assert "金陵共建管理" in page


def test_the_portals_name_is_edited_in_the_settings(client):
    rename("旧名称")
    url = client.get(reverse("wagtailsettings:edit", args=["home", "sitesettings"])).url
    assert "门户名称" in words(client.get(url))


def test_the_first_page_leads_to_no_other_host(client):
    page = re.sub(r"<noscript.*?</noscript>", "", words(client.get(HOME)), flags=re.DOTALL)
    assert re.findall(r'href="https?://(?!testserver)[^"]+', page) == []
    assert "guide.wagtail.org" not in page


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_catalogue_says_what_the_readable_one_says(domain):
    text = (CATALOGUES / f"{domain}.po").read_text(encoding="utf-8")
    with (CATALOGUES / f"{domain}.mo").open("rb") as compiled:
        known = gettext.GNUTranslations(compiled)
    entries = re.findall(
        r'^msgid "(.+)"\n(?:msgid_plural "(.+)"\n)?msgstr(?:\[0\])? "(.+)"$', text, re.MULTILINE
    )
    assert len(entries) > 15
    for msgid, plural, words_ in entries:
        plain, other = (part.replace('\\"', '"') for part in (msgid, plural))
        said = known.ngettext(plain, other, 1) if plural else known.gettext(plain)
        assert said == words_.replace('\\"', '"'), msgid


def test_translations_keep_the_names_they_fill_in():
    text = (CATALOGUES / "django.po").read_text(encoding="utf-8")
    for msgid, plural, said in re.findall(
        r'^msgid "(.+)"\n(?:msgid_plural "(.+)"\n)?msgstr(?:\[0\])? "(.+)"$', text, re.MULTILINE
    ):
        names = set(re.findall(r"%\((\w+)\)", msgid + plural))
        assert set(re.findall(r"%\((\w+)\)", said)) <= names, msgid


def test_screens_of_wagtail_speak_chinese(client):
    page = words(client.get(HOME))
    for english in ("Search all pages", " Pages ", " Images ", "Documents", "editor guide"):
        assert english not in page
    form = words(client.get(reverse("pairing:add")))
    for english in ("Save your changes", "New:", "Actions (footer)"):
        assert english not in form
