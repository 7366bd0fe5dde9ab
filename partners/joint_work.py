"""Projects, activities, money and stories that grow out of partners' records.

They belong to the app above this one, which is not imported here: the relations it hung on our
models lead to its managers. Each list starts at `.visible_to(user)` like any other.
"""

from typing import Any

from partners.models import Organisation, Pairing


def activities() -> Any:
    """The manager of activities."""
    return _related(Pairing, "activities").objects


def origins() -> Any:
    """The manager of what ties a project to the pairing, alliance or agreement it grew out of."""
    return _related(Pairing, "project_origins").objects


def projects() -> Any:
    """The manager of projects."""
    return origins().model.project.field.related_model.objects


def funds() -> Any:
    """The manager of the ledger's lines."""
    return _related(Organisation, "funds_provided").objects


def stories() -> Any:
    """The manager of case stories."""
    return _related(Pairing, "stories").objects


def _related(model: Any, name: str) -> Any:
    return model._meta.get_field(name).related_model
