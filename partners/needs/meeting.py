"""Which resource could meet which need, and why: a rule on plain values, the same both ways.

The matter must fit: the same category, or words that both use. Whose it is and where it stands say
in which order: the paired unit's first, then what fits in more ways, then what is nearer. The
reason is told in words; nothing is scored, and no list of the best is kept of anybody.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from partners.querysets.subtree import STEP

#: So many are suggested at most.
MOST = 5
PARTNER_OFFERS = "由结对单位提供"
PARTNER_ASKS = "由结对社区（街镇）提出"
SAME_CATEGORY = "同属“{category}”"
NEAR = "同在{place}"
WORDS = "都提到{words}"
#: Words of any list, which say nothing of the matter.
_GENERAL = (
    "社区", "村民", "居民", "群众", "街道", "单位", "周边", "辖区", "服务", "提供", "需要", "需求",
    "资源", "希望", "可以", "可供", "开展", "安排", "组织", "专业", "人员", "技术", "支持", "对接",
    "解决", "问题", "工作", "活动", "项目", "部分", "进行", "定期", "每月", "每周", "每季度",
    "演示数据",
)  # fmt: skip
_SPLIT = re.compile("|".join((r"[^\u3400-\u9fffA-Za-z0-9]+", *map(re.escape, _GENERAL))))
#: Of a word in the title of one and the text of the other more letters must agree than of a word
#: in both titles: two letters meet by chance in a long text.
_IN_TITLES, _IN_TEXT = 2, 3
_WORDS_TOLD = 2
#: Of long texts so much is compared.
_COMPARED = 300
#: Steps of a path from which on two places are near: a city alone is not.
_DISTRICT = 2


@dataclass(frozen=True)
class Entry:
    """A need or a resource as the rule sees it.

    `path` is of its place; `is_partner`: put forward by the organisation paired with that of the
    entry it is held against.
    """

    key: int
    category: str
    path: str
    title: str
    text: str = ""
    is_partner: bool = False


@dataclass(frozen=True)
class Suggestion:
    """The key of an entry, and the reason in words."""

    key: int
    reason: str


def suggest(
    entry: Entry, candidates: Iterable[Entry], partner_words: str, places: Mapping[str, str]
) -> list[Suggestion]:
    """Those of `candidates` that fit, the strongest first; among equals that entered first.

    `places` are the names of the places at and above that of `entry`, by path.
    """
    fitting = []
    for other in candidates:
        words = common_words(entry, other)
        same = entry.category == other.category
        if not (same or words):
            continue
        near = _nearest(entry.path, other.path)
        rank = (other.is_partner, same + bool(words), len(near), -other.key)
        reasons = (
            partner_words if other.is_partner else "",
            SAME_CATEGORY.format(category=entry.category) if same else "",
            NEAR.format(place=places[near]) if near in places else "",
            WORDS.format(words="".join(f"“{word}”" for word in words)) if words else "",
        )
        fitting.append((rank, Suggestion(other.key, "；".join(filter(None, reasons)))))
    fitting.sort(key=lambda one: one[0], reverse=True)
    return [suggestion for _, suggestion in fitting[:MOST]]


def common_words(one: Entry, other: Entry) -> list[str]:
    """Runs of letters in both that tell of the matter, the longest first."""
    a, b = (_SPLIT.sub(" ", entry.title) for entry in (one, other))
    a_text, b_text = (_SPLIT.sub(" ", entry.text[:_COMPARED]) for entry in (one, other))
    found = [
        *_runs(a, b, _IN_TITLES),
        *_runs(a, b_text, _IN_TEXT),
        *_runs(b, a_text, _IN_TEXT),
    ]
    told: list[str] = []
    for word in sorted(dict.fromkeys(found), key=len, reverse=True):
        if not any(word in longer for longer in told):
            told.append(word)
    return told[:_WORDS_TOLD]


def _runs(short: str, long: str, least: int) -> list[str]:
    """The longest runs of `short` that stand in `long`, from the left."""
    runs, at = [], 0
    while at <= len(short) - least:
        end = at
        while end < len(short) and short[end] != " " and short[at : end + 1] in long:
            end += 1
        if end - at >= least:
            runs.append(short[at:end])
        at = max(end, at + 1)
    return runs


def _nearest(path: str, other: str) -> str:
    """The path of the smallest place that holds both, empty where that is the city or more."""
    steps = 0
    while path[steps : steps + STEP] and path[steps : steps + STEP] == other[steps : steps + STEP]:
        steps += STEP
    return path[:steps] if steps >= _DISTRICT * STEP else ""
