"""The short names that an organisation gives itself in its own summary. Pure: knows no models."""

import re

_CALLED = re.compile(r"[简簡][称稱](?:为|為|是|作)?[：:]?\s*([^。；;，,（(）)\r\n]+)")
_QUOTES = "「」『』“”‘’\"'《》 \u3000"
#: Longer stretches after 简称 are sentences, single characters no names.
LONGEST, SHORTEST = 20, 2


def short_names_in(summary: str) -> list[str]:
    """The names in 「简称市公建中心、公建中心。」 or 「（以下简称“女企联”）」, each once."""
    lists = (match.group(1) for match in _CALLED.finditer(summary))
    names = (name.strip(_QUOTES) for listed in lists for name in listed.split("、"))
    return list(dict.fromkeys(name for name in names if SHORTEST <= len(name) <= LONGEST))
