"""Every address has its place in a table, and every place of the tables is an address."""

import pytest

from partners.workspace.registers import registers

from .addresses import addresses
from .admin_table import ADMIN, BEFORE_THE_DOOR
from .table import ACCESS, FILES, ROLES, SITE, SITE_RECORDS
from .workspace_table import ABOUT_A_ROW, WORKSPACE, WORKSPACE_REGISTERS

pytestmark = pytest.mark.django_db

_TABLES = (
    SITE, SITE_RECORDS, ACCESS, FILES, WORKSPACE, ADMIN, BEFORE_THE_DOOR,
    ABOUT_A_ROW, ("workspace:register", "workspace:record", "workspace:audit_row",
     "workspace:new", "workspace:edit", "workspace:act", "workspace:review"),
)  # fmt: skip


def test_every_address_is_placed_once():
    known = {address.name for address in addresses()}
    placed = [name for table in _TABLES for name in table]
    assert known - set(placed) == set()
    assert set(placed) - known == set()
    assert len(placed) == len(set(placed))


def test_every_register_of_the_workspace_is_placed():
    assert set(registers()) == set(WORKSPACE_REGISTERS)


def test_every_person_of_the_cast_is_asked(rows):
    assert {*rows.cast.people, "superuser"} == set(ROLES)
