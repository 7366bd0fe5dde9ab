"""Questions about entries."""

from typing import Self

from portal.publicity import VisibleQuerySet


class EntryQuerySet(VisibleQuerySet):
    """Entries; who may see which follows the records (search.scope)."""

    def public(self) -> Self:
        return self.filter(public=True)
