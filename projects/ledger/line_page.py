"""The page of one line of the ledger in the admin, and what it offers to do."""

from typing import Any

from django.urls import reverse
from wagtail_modeladmin.views import InspectView

from projects.ledger.filters import standing
from projects.ledger.views import line_facts
from projects.models import FundEntry


class LinePage(InspectView):
    """One line: what it says and what can be done with it now."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        return context | {
            "entry": self.instance,
            "facts": line_facts(self.instance, user),
            "standing": standing(self.instance),
            "actions": actions_for(self.instance, user),
            "history_url": reverse("ledger_history", args=[self.instance.pk]),
            "reversal": getattr(self.instance, "reversal", None),
            "breadcrumbs": [
                {"url": reverse("wagtailadmin_home"), "label": "主页"},
                {"url": self.index_url, "label": "资金台账"},
                {"url": "", "label": self.instance.number},
            ],
        }


def actions_for(entry: FundEntry, user: Any) -> list[dict[str, Any]]:
    """What the page offers; whether it is done is decided by projects.ledger.bookkeeping."""
    is_author = entry.entered_by_id == user.pk
    may_enter = user.has_perm("projects.add_fundentry")
    may_check = user.has_perm("projects.change_fundentry")
    offered: list[tuple[str, str, bool]] = []
    if not entry.is_verified and is_author and may_enter:
        if not entry.is_reversal:
            offered.append(("correct", "更正", False))
        offered.append(("discard", "作废", True))
    elif not (entry.is_verified or entry.is_returned) and not is_author and may_check:
        offered.append(("verify", "核验", False))
    elif entry.is_verified and not is_author and may_check and _may_be_reversed(entry):
        offered.append(("reverse", "冲正", True))
    return [
        {"label": label, "url": reverse(f"ledger_{name}", args=[entry.pk]), "is_serious": serious}
        for name, label, serious in offered
    ]


def _may_be_reversed(entry: FundEntry) -> bool:
    return not entry.is_reversal and getattr(entry, "reversal", None) is None
