"""A city small enough to keep in mind; the fixture `world` of partners and projects tests."""

from dataclasses import dataclass

from partners.divisions import DivisionRow, load_divisions
from partners.models import Division, PairingLevel, ProgrammeYear
from portal.models import User

from .pairings import LevelOneFactory, LevelTwoFactory, ProgrammeYearFactory
from .people import AuthorFactory, ReviewerFactory

#: Code, name, level, code of the place above.
PLACES = [
    ("320100000000", "示例市", "city", ""),
    ("320101000000", "东区", "district", "320100000000"),
    ("320102000000", "西区", "district", "320100000000"),
    ("320101001000", "梅园街道", "street", "320101000000"),
    ("320102001000", "竹溪镇", "town", "320102000000"),
    ("320101001001", "红梅社区居委会", "community", "320101001000"),
    ("320101001002", "青松社区居委会", "community", "320101001000"),
    ("320102001201", "桃湾村委会", "village", "320102001000"),
]


@dataclass(frozen=True)
class World:
    """Two districts: the east with a street of two communities, the west with a town of one
    village. Two people, and 2024 with its two levels.
    """

    city: Division
    east: Division
    west: Division
    street: Division
    town: Division
    plum: Division
    pine: Division
    village: Division
    author: User
    reviewer: User
    year: ProgrammeYear
    one: PairingLevel
    two: PairingLevel


def build_world() -> World:
    """Write the world to the database; the factories use its city, year, levels and people."""
    author = AuthorFactory()
    places = load_divisions((DivisionRow(*row) for row in PLACES), by=author)
    year = ProgrammeYearFactory(division=places[0])
    one, two = LevelOneFactory(programme_year=year), LevelTwoFactory(programme_year=year)
    return World(*places, author, ReviewerFactory(), year, one, two)
