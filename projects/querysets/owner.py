"""What an activity belongs to or a project grew out of: a pairing, an alliance or an agreement."""

from django.db.models import Q

from partners.enums import PUBLIC_PAIRINGS, ReviewState

#: Rows whose pairing, alliance or agreement (exactly one of them is set) the public may see.
PUBLIC_OWNER = (
    Q(pairing__status__in=PUBLIC_PAIRINGS)
    | Q(alliance__review_state=ReviewState.APPROVED)
    | Q(agreement__review_state=ReviewState.APPROVED)
)
