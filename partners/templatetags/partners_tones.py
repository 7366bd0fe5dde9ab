"""How states and parties are coloured.

`{% status_tag p.get_status_display p.status|tone %}`, `{% party member side=member|strand %}`.
"""

from django import template

from partners.models import Organisation
from partners.tones import tone_of

register = template.Library()

register.filter("tone", tone_of)


@register.filter
def strand(organisation: Organisation) -> str:
    """Whose side an organisation is on: the place's for streets and communities."""
    return "place" if organisation.is_place else "unit"
