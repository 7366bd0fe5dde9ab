"""Every string of the installed apps that Wagtail's own Chinese lacks stands in our catalogue."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.translation.trans_real import DjangoTranslation

CONTEXT = "\x04"
KEYWORDS = {"msgctxt": "", "msgid": "", "msgid_plural": "", "msgstr": ""}


def messages(path: Path) -> Iterator[str]:
    """What a catalogue's source has to say, each with its context as gettext keys it."""
    for entry in path.read_text(encoding="utf-8").split("\n\n"):
        parts, part = dict(KEYWORDS), ""
        for line in entry.splitlines():
            word, _, rest = line.partition(" ")
            part, text = (word, rest) if word in KEYWORDS else (part, line)
            if part and text.startswith('"'):
                parts[part] += ast.literal_eval(text)
        if parts["msgid"]:
            yield CONTEXT.join(filter(None, (parts["msgctxt"], parts["msgid"])))


def sources(domain: str) -> list[Path]:
    return [
        source
        for app in apps.get_app_configs()
        if app.label != "admin"  # Django's own admin has no address here
        and (source := Path(app.path) / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po").exists()
    ]


def is_said(message: str, chinese: DjangoTranslation) -> bool:
    """Whether the catalogue has words of its own for a message, alone or counted."""
    return message not in (chinese.gettext(message), chinese.ngettext(message, message, 1)) or (
        message in chinese._catalog  # the same in both languages, such as the name of a format
    )


@pytest.mark.parametrize(("domain", "least"), [("django", 1500), ("djangojs", 50)])
def test_no_string_of_an_installed_app_lacks_its_chinese(domain, least):
    asked = {message for source in sources(domain) for message in messages(source)}
    assert len(asked) > least
    chinese = DjangoTranslation("zh-hans", domain)
    assert [message for message in asked if not is_said(message, chinese)] == []
