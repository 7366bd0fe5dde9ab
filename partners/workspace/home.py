"""The first screen of the workspace: what is due, what can be entered, how the own work stands."""

from typing import Any

from django.urls import reverse

from partners.enums import ListKind, MembershipRole
from partners.progress import Progress
from partners.scope import memberships_of

from .decisions import decisions_for
from .due import Due
from .entrance import WorkspaceMixin
from .own_pairings import own_pairings
from .registers import starts_of
from .sent import sent_by
from .writing.forms import Writer

#: What a role is there for, in one sentence.
DUTIES = {
    MembershipRole.UNIT_LIAISON: "登记活动和进展，填报资金，认领社区提出的需求。",
    MembershipRole.COMMUNITY_LIAISON: "提出需求，确认活动和项目，跟进办理情况。",
    MembershipRole.DEPARTMENT: "统筹本地区的结对、项目和资金，办理审核与核验。",
    MembershipRole.AUDITOR: "查看本地区的全部记录和审计日志，不作修改。",
}
#: Rows of each part of the screen; of what is due fewer where many kinds are.
ITEMS, FEWER_ITEMS, MANY_KINDS, NEEDS, SENT = 3, 2, 6, 3, 4


class HomeView(WorkspaceMixin):
    """Says what waits for the person, and leads to everything that is entered here."""

    template_name = "workspace/home.html"
    is_first_screen = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = [(m, DUTIES[MembershipRole(m.role)]) for m in memberships_of(self.person)]
        due = Due(self.scope)
        sent, needs = sent_by(self.scope)
        return super().get_context_data(
            held=held,
            due=due,
            groups=list(due.groups(FEWER_ITEMS if len(due.counts) > MANY_KINDS else ITEMS)),
            entries=starts_of(Writer(self.person, self.acting, self.scope)),
            reads=self._reads(),
            needs=needs[:NEEDS],
            needs_count=len(needs),
            sent=sent[:SENT],
            sent_more=sent[SENT:],
            pairings=own_pairings(self.scope),
            # Administrators enter in the admin.
            decisions=decisions_for(self.person) if self.acting else [],
            **kwargs,
        )

    def _reads(self) -> list[tuple[str, str]]:
        """For who reads and decides nothing: what they come for, words and address."""
        if self.acting is None or self.acting.role != MembershipRole.AUDITOR:
            return []
        pairings = reverse("workspace:register", args=["pairings"])
        return [
            ("滞后的结对", f"{pairings}?progress={Progress.LATE}"),
            ("未启动的结对", f"{pairings}?progress={Progress.NOT_STARTED}"),
            ("审计日志", reverse("workspace:audit")),
        ]

    @property
    def needs_url(self) -> str:
        """The list of all of them."""
        return f"{reverse('workspace:register', args=['list-items'])}?kind={ListKind.NEED}"
