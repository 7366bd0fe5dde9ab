"""Questions of many sorts, made of what the city holds: words, names, sounds, choices, pages."""

import random
from collections.abc import Iterator
from urllib.parse import urlencode

from pypinyin import Style, lazy_pinyin

from home.demo.project_words import TOWN_WORKS
from home.demo.village_words import VILLAGE_WORKS
from partners.enums import UNIT_KINDS
from partners.models import Division, Organisation

_WORKS = [work.name for work in (*TOWN_WORKS, *VILLAGE_WORKS)]
_BROAD = ("南京市", "社区", "改造", "建设", "居民", "2024", "项目", "街道")
_LONG = ("{place}哪里修了{work}", "{place}有没有单位帮忙做{work}", "谁在{place}办过{work}的活动")
_TRADITIONAL = ("電動自行車充電", "老舊小區", "議事協商", "養老助餐")
_MISSPELT = ("助餐点建没", "雨污水官网", "停车卫改造", "消房隐患")
_ABSENT = ("量子计算机", "南极科考", "zzzz qqqq", "火箭发射场")


def _rng() -> random.Random:
    return random.Random(7)


def _places(count: int) -> list[Division]:
    return _rng().sample(list(Division.objects.communities().order_by("pk")), count)


def _units(count: int) -> list[str]:
    rows = Organisation.objects.filter(kind__in=UNIT_KINDS).order_by("pk")
    return _rng().sample(list(rows.values_list("name", flat=True)), count)


def addresses() -> dict[str, list[str]]:
    """About a hundred addresses of the page of results, by sort of question."""
    return {sort: [_address(**asked) for asked in made] for sort, made in _sorts()}


def _sorts() -> Iterator[tuple[str, list[dict[str, str | int]]]]:
    rng, places = _rng(), _places(60)
    names = [place.short_name for place in places]
    works = rng.sample(_WORKS, min(14, len(_WORKS)))
    halves = [work[:2] for work in works] + [work[-4:-2] for work in works[:6]]
    longs = [
        _LONG[i % len(_LONG)].format(place=name, work=work)
        for i, (name, work) in enumerate(zip(names[20:32], works, strict=False))
    ]
    district, street = places[0].parent.parent, places[1].parent
    yield "词语", [{"q": word} for word in halves]
    yield "地名", [{"q": name} for name in names[:12]]
    yield "组织", [{"q": name} for name in _units(8)]
    yield "两词", [{"q": f"{n} {w}"} for n, w in zip(names[12:20], works, strict=False)]
    yield "长问句", [{"q": question} for question in longs]
    yield "拼音", [{"q": "".join(lazy_pinyin(name))} for name in names[32:40]]
    yield "首字母", [{"q": _initials(name)} for name in names[40:46]]
    yield "繁体", [{"q": word} for word in _TRADITIONAL]
    yield "错字", [{"q": word} for word in _MISSPELT]
    yield "没有", [{"q": word} for word in _ABSENT]
    yield "宽泛", [{"q": word} for word in _BROAD]
    yield (
        "筛选",
        [
            {"q": "改造", "kind": "project"},
            {"q": "南京市", "kind": "pairing", "year": 2024},
            {"q": "建设", "place": district.code},
            {"q": "居民", "place": street.code, "kind": "update"},
            {"q": "社区", "field": "services"},
            {"q": "充电", "year": 2025, "field": "services"},
        ],
    )
    yield "按时间", [{"q": word, "sort": "date"} for word in ("南京市", "改造", "充电", names[50])]
    yield "第五页", [{"q": word, "page": 5} for word in ("南京市", "社区", "改造", "充电")]


def beginnings() -> list[str]:
    """Addresses of the type-ahead: one to four characters, letters, initials, mixes."""
    made = []
    for place in _places(24):
        name = place.short_name
        made += [name[:1], name[:2], name[:4], "".join(lazy_pinyin(name))[:5], _initials(name)[:3]]
        made.append(name[:2] + _initials(name)[2:4])
    made += [name[:3] for name in _units(12)] + [work[:2] for work in _WORKS[:12]]
    return [f"/search/suggest/?{urlencode({'q': typed})}" for typed in made]


def _initials(name: str) -> str:
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))


def _address(**asked: str | int) -> str:
    return f"/search/?{urlencode(asked)}"
