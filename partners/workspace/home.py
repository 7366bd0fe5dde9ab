"""The first screen of the workspace: for whom one acts, what that opens, what happened lately."""

from typing import Any

from partners.enums import MembershipRole
from partners.scope import memberships_of

from .entrance import WorkspaceMixin

#: What a role is there for, in one sentence.
DUTIES = {
    MembershipRole.UNIT_LIAISON: "登记活动和进展，填报资金，认领社区提出的需求。",
    MembershipRole.COMMUNITY_LIAISON: "提出需求，确认活动和项目，跟进办理情况。",
    MembershipRole.DEPARTMENT: "统筹本地区的结对、项目和资金，办理审核与核验。",
    MembershipRole.AUDITOR: "查看本地区的全部记录和审计日志，不作修改。",
}


class HomeView(WorkspaceMixin):
    """Says who the person is here and leads to the registers."""

    template_name = "workspace/home.html"
    is_first_screen = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = [(m, DUTIES[MembershipRole(m.role)]) for m in memberships_of(self.person)]
        return super().get_context_data(held=held, **kwargs)
