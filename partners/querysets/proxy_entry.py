"""Questions about entries a department made for another organisation."""

from portal.publicity import NOTHING

from .scoped import ScopedQuerySet


class ProxyEntryQuerySet(ScopedQuerySet):
    public_when = NOTHING
    place_path = "organisation__division__path"
    parties = ("organisation",)
    entered_for = ("organisation",)
    #: Answered by the acts below, never changed.
    changeable_when = NOTHING
    why_unchangeable = "代办内容由所代的组织确认或提出异议，不能修改。"
