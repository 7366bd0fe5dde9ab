"""How states and parties are coloured.

`{% status_tag p.get_status_display p.status|tone %}`, `{% party member side=member|strand %}`.
"""

from django import template

from partners.models import Organisation

register = template.Library()

#: Tones by the value of a state. Going on is the unit's cinnabar, brought to its end the
#: community's green; a need is the community's, a resource the unit's. Others stay grey.
TONES = {
    "active": "now",
    "in_force": "now",
    "doing": "now",
    "collected": "now",
    "accepted": "now",
    "claimed": "now",
    "handling": "now",
    "answered": "now",
    "established": "now",
    "implementing": "now",
    "accepting": "now",
    "resource": "now",
    "closed": "done",
    "done": "done",
    "fulfilled": "done",
    "completed": "done",
    "need": "done",
    "dissolved": "stop",
    "terminated": "stop",
}


@register.filter
def strand(organisation: Organisation) -> str:
    """Whose side an organisation is on: the place's for streets and communities."""
    return "place" if organisation.is_place else "unit"


@register.filter
def tone(state: object) -> str:
    """The tone of a tag for the value of a state; empty for a state without one."""
    return TONES.get(str(state), "")
