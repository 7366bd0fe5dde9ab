"""The organisation that a membership is given for."""

from typing import Any

from django import forms

from partners.people.delegation import ELSEWHERE, mandate_of
from partners.workspace.writing.organisations import OrganisationField, existing
from portal.models import User

CLOSED = "这个组织已撤销或已并入其他组织，不能登记任职。"


class OrganisationFields(forms.Form):
    """Asks for an organisation for which `user` may give something."""

    organisation = OrganisationField(
        label="代表组织", error_messages={"required": "请填写代表组织。"}
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field: Any = self.fields["organisation"]
        field.offered = existing().filter(mandate_of(user).organisations)
        field.not_here, field.closed = ELSEWHERE, CLOSED
