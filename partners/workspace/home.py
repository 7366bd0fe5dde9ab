"""The first screen of the workspace: what is due, what can be entered, how the own work stands."""

from collections import defaultdict
from typing import Any

from django.db.models import Value
from django.utils import timezone

from partners.checklist import confirmed_items
from partners.enums import PUBLIC_PAIRINGS, RUNNING_PAIRINGS, MembershipRole
from partners.models import Event, Pairing
from partners.scope import memberships_of

from .due import Due
from .entrance import WorkspaceMixin
from .registers import register_of, starts_of
from .writing.forms import Writer

#: What a role is there for, in one sentence.
DUTIES = {
    MembershipRole.UNIT_LIAISON: "登记活动和进展，填报资金，认领社区提出的需求。",
    MembershipRole.COMMUNITY_LIAISON: "提出需求，确认活动和项目，跟进办理情况。",
    MembershipRole.DEPARTMENT: "统筹本地区的结对、项目和资金，办理审核与核验。",
    MembershipRole.AUDITOR: "查看本地区的全部记录和审计日志，不作修改。",
}
#: Rows of each part of the screen.
ITEMS, PAIRINGS, DECISIONS = 3, 6, 5


class HomeView(WorkspaceMixin):
    """Says what waits for the person, and leads to everything that is entered here."""

    template_name = "workspace/home.html"
    is_first_screen = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = [(m, DUTIES[MembershipRole(m.role)]) for m in memberships_of(self.person)]
        due = Due(self.scope)
        return super().get_context_data(
            held=held,
            due=due,
            groups=list(due.groups(ITEMS)),
            entries=starts_of(Writer(self.person, self.acting, self.scope)),
            pairings=self._pairings(),
            running=RUNNING_PAIRINGS,
            decisions=self._decisions(),
            **kwargs,
        )

    def _pairings(self) -> list[tuple[Pairing, Any, bool]]:
        """The pairings of the organisation acted for, those that run first, each with its checklist
        and whether activities are still entered for it.
        """
        if not self.scope.organisations:
            return []
        rows = Pairing.objects.filter(
            Pairing.objects.all().party_to(self.scope.organisations), status__in=PUBLIC_PAIRINGS
        )
        today = timezone.localdate()
        found = list(rows.for_listing().running_first(today)[:PAIRINGS])
        checklists = confirmed_items(found)
        return [(one, checklists[one.pk], one.is_entered_on(today)) for one in found]

    def _decisions(self) -> list[tuple[Event, str]]:
        """What others decided about what the person entered and still reaches, latest first, and
        where it stands.
        """
        if self.acting is None:  # administrators enter in the admin
            return []
        events = list(Event.objects.decided_for(self.person)[:DECISIONS])
        reached = self._reached(events)
        return [
            (event, _address_of(event))
            for event in events
            if (event.record_type_id, event.record_id) in reached
        ]

    def _reached(self, events: list[Event]) -> set[tuple[int | None, int | None]]:
        """Type and key of the records that the person's memberships open now, in one query."""
        keys: dict[Any, set[int | None]] = defaultdict(set)
        for event in events:
            keys[event.record_type].add(event.record_id)
        parts = []
        for record_type, wanted in keys.items():
            rows = record_type.model_class()._default_manager.filter(pk__in=wanted).order_by()
            rows = rows.filter(rows.reach_of(self.person)).annotate(of=Value(record_type.pk))
            parts.append(rows.values_list("of", "pk"))
        return set(parts[0].union(*parts[1:], all=True)) if parts else set()


def _address_of(event: Event) -> str:
    model = event.record_type.model_class() if event.record_type else None
    register = register_of(model) if model else None
    return register.address(event.record_number) if register else ""
