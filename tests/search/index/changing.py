"""Changing records, and an organisation whose name many entries tell of."""

from search.index import watching
from search.sources import KINDS
from tests.factories import (
    PairingFactory,
    UnitFactory,
)

KIND = {kind.key: kind for kind in KINDS}


def save(record, **values):
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    watching.settle()


def busy_unit(pairings):
    unit = UnitFactory(name="旧名中心")
    made = [PairingFactory(signed=True, unit_side=unit) for _ in range(pairings)]
    watching.settle()
    return unit, made
