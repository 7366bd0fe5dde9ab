"""The vocabulary of this portal: names, synonyms and stop words, kept by each process.

`changed()` says that a name or a word is no longer as it was; every process then reads anew with
its next question. About 0.3 s and 10 MB for 6,000 organisations.
"""

from collections import defaultdict
from collections.abc import Iterator
from uuid import uuid4

from partners.enums import DivisionLevel
from partners.models import Division, Organisation, OrganisationName
from partners.short_names import short_names_in
from portal.publicity import PUBLIC
from search.language.folding import fold
from search.language.lexicon import Lexicon, with_city
from search.models import StopWord, Synonym, VocabularyVersion
from search.sources import KINDS
from search.wording.spelling import split_words

#: The one row that tells the version.
_ROW = 1
_kept: tuple[str, Lexicon] | None = None


def changed() -> None:
    """Let every process read the vocabulary anew. Call it after the change is committed."""
    VocabularyVersion.objects.update_or_create(pk=_ROW, defaults={"version": uuid4().hex})


def forget() -> None:
    """Let this process read the vocabulary anew."""
    global _kept  # noqa: PLW0603 - what a process keeps between questions
    _kept = None


def vocabulary() -> Lexicon:
    """The vocabulary as it stands; asking whether it changed costs one query."""
    global _kept  # noqa: PLW0603 - what a process keeps between questions
    version = VocabularyVersion.objects.filter(pk=_ROW).values_list("version", flat=True).first()
    if _kept is None or _kept[0] != (version or ""):
        _kept = (version or "", _read())
    return _kept[1]


def _read() -> Lexicon:
    words = StopWord.objects.values_list("word", flat=True)
    return Lexicon(
        groups=_organisations(),
        places=_places(),
        synonyms=[
            [fold(word) for word in split_words(words)]
            for words in Synonym.objects.filter(is_active=True).values_list("words", flat=True)
        ],
        stop_words=frozenset(map(fold, words)),
        leading=tuple(kind.key for kind in KINDS if kind.leads),
        parties=tuple(kind.key for kind in KINDS if kind.is_party),
        kind_weights={kind.key: kind.weight for kind in KINDS},
        kind_words={fold(word): kind.key for kind in KINDS for word in kind.asked_as},
    )


def _organisations() -> Iterator[list[str]]:
    """The names of each organisation, with those its introduction and its city's habit add.

    Only of organisations that everybody may see: a correction shows the name it found.
    """
    shown = Organisation.objects.visible_to(PUBLIC).order_by()
    names: dict[int, list[str]] = defaultdict(list)
    called = OrganisationName.objects.filter(organisation__in=shown.values("pk")).order_by()
    for key, name in called.values_list("organisation", "name"):
        names[key].append(name)
    cities = _cities()
    rows = shown.values_list("pk", "summary", "division__path")
    for key, summary, path in rows.iterator(chunk_size=5000):
        folded = [fold(name) for name in (*names[key], *short_names_in(summary))]
        city = next((name for start, name in cities.items() if path.startswith(start)), "")
        yield with_city(folded, city) if city else folded


def _cities() -> dict[str, str]:
    rows = Division.objects.filter(level=DivisionLevel.CITY).values_list("path", "name")
    return {path: fold(name) for path, name in rows}


def _places() -> Iterator[list[str]]:
    shown = Division.objects.visible_to(PUBLIC).order_by()
    rows = shown.values_list("name", "short_name", "full_name")
    for names in rows.iterator(chunk_size=5000):
        yield [fold(name) for name in dict.fromkeys(names)]
