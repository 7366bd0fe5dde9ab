"""Sounds: pinyin without tones, by run of characters."""

from functools import cache, lru_cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin, load_phrases_dict, pinyin
from pypinyin.seg.mmseg import seg

#: Place names whose reading no dictionary of words knows, one a line: name, readings.
LOCAL_READINGS = Path(__file__).parent / "local_readings.txt"


@lru_cache(maxsize=65536)
def syllables(run: str) -> tuple[str, ...]:
    """The sounds of a run of Han characters, one a character, as the words in it are read."""
    _load_local_readings()
    if all(_has_one_sound(character) for character in run):
        return tuple(_sound(character) for character in run)
    sounds = tuple(sound for word in seg.cut(run) for sound in _word(word))
    # Characters without a reading are left out above; positions must stay.
    if len(sounds) == len(run):
        return sounds
    return tuple(_sound(character) for character in run)


@lru_cache(maxsize=65536)
def _word(word: str) -> tuple[str, ...]:
    # Word by word as lazy_pinyin itself goes; words repeat, whole runs seldom do.
    return tuple(lazy_pinyin(word, style=Style.NORMAL, v_to_u=False, errors="ignore"))


def initials_of(sounds: tuple[str, ...]) -> tuple[str, ...]:
    """The first letters."""
    return tuple([sound[0] for sound in sounds])


@cache
def _load_local_readings() -> None:
    lines = LOCAL_READINGS.read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    load_phrases_dict({name: [[sound] for sound in sounds] for name, *sounds in pairs})


@lru_cache(maxsize=16384)
def _readings(character: str) -> tuple[str, ...]:
    found = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False, errors="ignore")
    return tuple(dict.fromkeys(found[0])) if found else ("0",)


def _has_one_sound(character: str) -> bool:
    return len(_readings(character)) == 1


def _sound(character: str) -> str:
    return _readings(character)[0]


@cache
def common_characters() -> str:
    """The 6,763 characters of GB 2312, in its order: what people write with."""
    rows, columns = range(0xB0, 0xF8), range(0xA1, 0xFF)
    pairs = bytes(byte for row in rows for column in columns for byte in (row, column))
    return pairs.decode("gb2312", errors="ignore")


@cache
def spellings() -> frozenset[str]:
    """The syllables that can be typed: the readings of the common characters."""
    return frozenset(s for c in common_characters() for s in _readings(c)) - {"0", "n", "m", "ng"}


@cache
def _same_sound() -> dict[str, str]:
    found: dict[str, str] = {}
    for character in common_characters():
        for sound in {blurred(s) for s in _readings(character)}:
            found[sound] = found.get(sound, "") + character
    return found


def homophones(character: str) -> str:
    """Common characters that a careless ear takes for `character`, itself left out."""
    sounds = {blurred(sound) for sound in _readings(character)}
    alike = "".join(_same_sound().get(sound, "") for sound in sorted(sounds))
    return alike.replace(character, "")


#: Sounds that many speakers do not tell apart; all of a group are taken for its first.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))


@lru_cache(maxsize=4096)
def blurred(sound: str) -> str:
    """A sound as a careless ear hears it: zh as z, n as l, ing as in."""
    for clear, blurry in _ALIKE[:3]:
        if sound.startswith(clear):
            sound = blurry + sound[len(clear) :]
    for clear, blurry in _ALIKE[3:]:
        if sound.endswith(clear):
            sound = sound[: -len(clear)] + blurry
    return "l" + sound[1:] if sound.startswith("n") else sound


def slips(sound: str) -> list[str]:
    """The syllables a careless speller writes for `sound`."""
    return sorted(s for s in spellings() if s != sound and blurred(s) == blurred(sound))
