"""What a name says of the thing that bears it. Pure: knows words, no records.

A guess where a clerk would know: a record needs a level or a kind, and a file holds names only.
"""

import re

from partners.enums import DivisionLevel as Level
from partners.enums import OrganisationKind as Kind
from partners.enums import OrganisationLevel

#: How deep each level of place lies: what is deeper may stand below what is less deep.
DEPTH = {
    Level.CITY: 0,
    Level.DISTRICT: 1,
    Level.STREET: 2,
    Level.TOWN: 2,
    Level.ZONE: 2,
    Level.AREA: 3,
    Level.COMMUNITY: 4,
    Level.VILLAGE: 4,
    Level.ESTATE: 5,
    Level.GRID: 6,
}
_BELOW = {
    Level.CITY: Level.DISTRICT,
    Level.DISTRICT: Level.STREET,
    Level.STREET: Level.COMMUNITY,
    Level.TOWN: Level.VILLAGE,
}
_PLACES = (
    (r"(街道|街道办|街道办事处)$", Level.STREET),
    (r"[镇鎮乡鄉]$", Level.TOWN),
    (r"(社区|社區|居委会|居民委员会)$", Level.COMMUNITY),
    (r"(开发区|高新区|园区|功能区|保税区)$", Level.ZONE),
    (r"片区$", Level.AREA),
    (r"网格$", Level.GRID),
    (r"(小区|小區|新村)$", Level.ESTATE),
    (r"(村|村委会|村民委员会)$", Level.VILLAGE),
    (r"[区區县縣旗]$", Level.DISTRICT),
)
_KINDS = (
    (r"(医院|卫生院|卫生服务中心)$", Kind.HOSPITAL),
    (r"(大学|学院|学校|中学|小学|幼儿园|党校)$", Kind.SCHOOL),
    (r"(公司|集团|银行|分行|支行|酒店|超市|供电局|电信|移动|联通)$", Kind.FIRM),
    # Bodies of the state by their office, though they are called unions.
    (r"(妇女|残疾人|工商业|文学艺术界|归国华侨|台湾同胞|社会科学界)联合会$", Kind.UNIT),
    (r"(协会|商会|联合会|学会|促进会|联谊会)$", Kind.ASSOCIATION),
    (r"(党支部|党总支|机关党委|党员服务队|大工委|大党委)$", Kind.PARTY),
    (r"(基金会|志愿服务队|志愿服务总队|社工站|社会工作服务中心|合作社)$", Kind.SOCIAL),
    (r"(财政局|财政厅|财政部)$", Kind.UNIT),
)
_OFFICES = re.compile(r"(办事处|人民政府|居民委员会|村民委员会|居委会|村委会|街道办(?=$))")
_PLACE_BODY = re.compile(r"(街道|[镇鎮乡鄉]|社区|社區|村)$")
_PARTS = re.compile(
    r"(?P<city>[^区县]{2,6}?市)?"
    r"(?P<district>[^市]{1,6}?(?:[^社小]区|[县縣旗]))?"
    r"(?P<street>.{1,8}?(?:街道|[镇鎮乡鄉]))?"
    r"(?P<community>.+?(?:社区|社區|村))?"
)
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年(?:\s*(\d{1,2})\s*月)?")


def place_level(name: str, above: Level | None, *, is_last: bool) -> Level:
    """The level of a place below `above` (None: at the root).

    What no word tells is a city at the root, the next level where others lie below it, and a
    housing estate at the end.
    """
    for pattern, level in _PLACES:
        if re.search(pattern, name):
            return level
    if above is None:
        return Level.CITY
    if name.endswith("市"):  # below a city, one of the county's rank
        return Level.DISTRICT
    return Level.ESTATE if is_last else _BELOW.get(above, Level.ESTATE)


def is_spot(level: Level) -> bool:
    """Whether a place of this level is told in words: no official list holds it."""
    return DEPTH[level] > DEPTH[Level.COMMUNITY]


def body_of_place(name: str) -> str:
    """The place that a street or community is named for: 「板桥街道」 of its 办事处; else ""."""
    plain = _OFFICES.sub("", name)
    return plain if _PLACE_BODY.search(plain) else ""


def place_parts(name: str) -> list[str]:
    """A run of place names taken apart: 「溧水区金湖社区」 is 「溧水区」 and 「金湖社区」."""
    found = _PARTS.fullmatch(name)
    return [part for part in found.groups() if part] if found else [name]


def organisation_kind(name: str) -> Kind:
    """The kind of an organisation that is no place; a unit where no word tells."""
    for pattern, kind in _KINDS:
        if re.search(pattern, name):
            return kind
    return Kind.UNIT


def is_large(level: str) -> bool:
    """Whether a place of this level is a city or district, above all streets."""
    return DEPTH[Level(level)] < DEPTH[Level.STREET]


def place_kind(level: str) -> Kind:
    """The kind of the organisation that stands for a place of this level."""
    return Kind.STREET if DEPTH[Level(level)] <= DEPTH[Level.STREET] else Kind.COMMUNITY


def organisation_level(name: str, level: str) -> OrganisationLevel:
    """The level of an organisation whose division is of `level`."""
    if "省" in name[:4]:
        return OrganisationLevel.PROVINCE
    depth = DEPTH[Level(level)]
    if depth == DEPTH[Level.CITY]:
        return OrganisationLevel.CITY
    if depth == DEPTH[Level.DISTRICT]:
        return OrganisationLevel.DISTRICT
    return OrganisationLevel.STREET if depth < 4 else OrganisationLevel.COMMUNITY


def year_and_month(text: str) -> tuple[int, int] | None:
    """The first year a text names, and its month (1 where it names none)."""
    found = _YEAR.search(text)
    if not found:
        return None
    month = int(found[2] or 1)
    return int(found[1]), month if 1 <= month <= 12 else 1
