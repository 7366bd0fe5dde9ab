"""What tests of renewing watch: which entries are made, and what is left to the background."""

import pytest

from search.index import renewing

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def refreshed(monkeypatch):
    """By kind, the keys of the records whose entries were looked at, one entry a look."""
    done = []
    real = renewing.refresh_kind

    def noted(kind, pks):
        done.append((kind.key, set(pks)))
        return real(kind, pks)

    monkeypatch.setattr(renewing, "refresh_kind", noted)
    return done


@pytest.fixture
def later(monkeypatch):
    """What was left to the background."""
    left = []
    monkeypatch.setattr(renewing, "_later", left.append)
    return left
