"""A place and everything in it, as a condition on rows."""

from django.db.models import Q

#: Digits per step of a path, the city's own has one. Digits alone compare alike under every
#: database collation.
STEP = 4


def path_range(path: str, lookup: str = "path") -> Q:
    """The places at or below `path`, as one range of the index over `lookup`."""
    following = f"{int(path) + 1:0{len(path)}d}"
    return Q(**{f"{lookup}__gte": path, f"{lookup}__lt": following})
