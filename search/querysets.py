"""Questions about entries."""

from typing import Self

from django.db import models


class EntryQuerySet(models.QuerySet):
    """Entries. Who may see which follows the records' own rule: ask search.scope.Scope."""

    def public(self) -> Self:
        """Entries whose record everybody might see when they were made."""
        return self.filter(public=True)
