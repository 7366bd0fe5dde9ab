"""`manage.py seal_audit`: seal rows that wait, after an upgrade or a server that was stopped."""

from typing import Any

from django.core.management.base import BaseCommand

from partners.audit.chain import seal
from partners.models import Event

#: Rows named one by one; more than these come from an upgrade, and nobody reads the list.
_MOST_NAMED = 20


class Command(BaseCommand):
    """Names what it seals, as rows written past the portal would be among them."""

    help = "补封尚未封存的审计记录（升级之后，或服务中断之后）"

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Event.objects.unsealed()
        for event in waiting[:_MOST_NAMED]:
            self.stdout.write(f"{event.pk}　{event.at:%Y-%m-%d %H:%M}　{event}")
        self.stdout.write(f"已补封 {seal(waiting)} 条。")
