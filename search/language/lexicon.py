"""The lexicon: names of organisations and places, words that mean the same, empty words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .sounds import initials_of, syllables

#: Names shorter than this are letters of other words as often as names.
SHORTEST_NAME = 2
LONGEST_NAME = 40


#: A city's own bodies are called 市民政局, and in speech 民政局; 市委 without its 市 is nothing.
_LEVELS, _NOT_ALONE = "市区县省", "委政人"
_PARTY, _LEAGUE = "中共", "共青团"
_PLACE_LEVEL = re.compile(r"(街道|社区|[市区县镇乡村])$")


def without_level(name: str) -> str:
    """市物协 as people say it: 物协. Empty where nothing is left that means anything."""
    bare = len(name) > SHORTEST_NAME and name[0] in _LEVELS and name[1] not in _NOT_ALONE
    return name[1:] if bare else ""


def without_suffix(place: str) -> str:
    """A place as people say it: 鼓楼 for 鼓楼区. As it is where nothing sensible would be left."""
    bare = _PLACE_LEVEL.sub("", place)
    return bare if len(bare) >= SHORTEST_NAME else place


def with_city(names: Iterable[str], city: str) -> list[str]:
    """`names`, and how a city's own bodies are called too: 南京市民政局 and 市民政局.

    `city` is the name of the city the organisation belongs to, such as 南京市. Committees of the
    party and the league have short forms that everybody uses: 市委组织部, 团市委.
    """
    names = list(names)
    found = [*names, *(name[len(_PARTY) :] for name in names if name.startswith(_PARTY + city))]
    if f"{_LEAGUE}{city}委员会" in names:
        found.append(f"团{city[-1]}委")
    for name in tuple(found):
        if name.startswith(city) and len(name) > len(city) + 1:
            found.append(city[-1] + name[len(city) :])
        elif name.startswith(city[-1:]) and len(name) > SHORTEST_NAME:
            found.append(city[:-1] + name)
    return list(dict.fromkeys(found))


@dataclass
class Lexicon:
    """What the search knows of words, all folded; rebuilt when a name or a word changes.

    `groups` are the names of one organisation each, `places` those of one place, `synonyms` words
    that mean the same.
    """

    groups: Iterable[Iterable[str]] = ()
    places: Iterable[Iterable[str]] = ()
    synonyms: Iterable[Iterable[str]] = ()
    stop_words: frozenset[str] = frozenset()
    #: Words that name a kind (案例, 协议) and the key of that kind.
    kind_words: Mapping[str, str] = field(default_factory=dict)
    #: What finds of a kind count beside those of others, where not 1.
    kind_weights: Mapping[str, float] = field(default_factory=dict)
    #: Kinds that lead others which answer as well, the first before the second.
    leading: tuple[str, ...] = ()
    #: Kinds whose records are the places and organisations that names name.
    parties: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self._names: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for group in self.groups:
            self._learn(group)
        self._places = {name for group in self.places for name in self._learn(group)}
        #: Of names asked for so far.
        self._longer: dict[str, list[str]] = {}
        self._alike: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for group in self.synonyms:
            words = tuple(dict.fromkeys(word for word in group if word))
            for word in words:
                self._alike[word].append(words)
        self.groups = self.places = self.synonyms = ()

    def _learn(self, group: Iterable[str]) -> list[str]:
        """Take in the names of one; returns all that it goes by."""
        names = tuple(dict.fromkeys(name for name in group if len(name) >= SHORTEST_NAME))
        called = list(names)
        for name in names:
            called += {without_level(name), without_suffix(name)} - {"", *names}
        for name in called:
            self._names[name].append(names)
        return called

    def is_place(self, word: str) -> bool:
        """Whether a place goes by `word`."""
        return word in self._places

    def is_name(self, word: str) -> bool:
        """Whether an organisation or place goes by `word`."""
        return word in self._names

    def names_like(self, word: str) -> list[str]:
        """Other names of whoever goes by `word`."""
        groups = self._names.get(word, ())
        return list(dict.fromkeys(n for group in groups for n in group if n != word))

    def synonyms_of(self, word: str) -> list[str]:
        """Words that mean the same."""
        groups = self._alike.get(word, ())
        return list(dict.fromkeys(other for group in groups for other in group if other != word))

    def is_known(self, word: str) -> bool:
        """Whether `word` is a name or has synonyms."""
        return word in self._names or word in self._alike

    def longest_known(self, text: str, at: int) -> str:
        """The longest known word that begins at `at`, or an empty string."""
        for end in range(min(len(text), at + self._longest), at + 1, -1):
            if self.is_known(text[at:end]) or text[at:end] in self.kind_words:
                return text[at:end]
        return ""

    def longer_names(self, word: str) -> list[str]:
        """Names of others in which `word` merely occurs, as 南大 does in 东南大学."""
        if word not in self._longer:
            own = set(self.names_like(word)) | {word}
            inside = (name for name in self._names if word in name)
            self._longer[word] = [name for name in inside if name not in own]
        return self._longer[word]

    def abbreviated(self, word: str) -> list[str]:
        """Names that have the characters of `word` in order, as 江苏省人民医院 has 省人医."""
        between = ".*".join(map(re.escape, word))
        return re.findall(rf"^.*{between}.*$", self._all_names, re.MULTILINE)

    def sounding(self, letters: str) -> list[str]:
        """Words with synonyms that sound as typed: 垃圾分类 for lajifenlei and for ljfl.

        Names need none of this: they stand in the index with their sounds.
        """
        return self._by_sound.get(letters, [])

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._alike:
            sounds = syllables(word)
            found["".join(sounds)].append(word)
            if len(word) > SHORTEST_NAME:
                found["".join(initials_of(sounds))].append(word)
        return found

    @cached_property
    def _all_names(self) -> str:
        return "\n".join(self._names)

    @cached_property
    def _longest(self) -> int:
        words = (*self._names, *self._alike, *self.kind_words)
        return min(max(map(len, words), default=0), LONGEST_NAME)
