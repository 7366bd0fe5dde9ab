"""`manage.py build_demo_city`: fill an empty database with the demo city."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from home.demo.aims import full, small
from home.demo.build import STEPS, build
from home.demo.console import Console
from partners.audit.chain import seal
from partners.models import Division, Event


def is_built() -> bool:
    """Whether the city stands. It is built in one transaction, so there is no half of it."""
    return Division.objects.exists()


class Command(BaseCommand):
    """Builds the demo city; refuses outside the demo settings and where records exist."""

    help = "在空数据库中生成演示城市"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--small", action="store_true", help="生成供测试用的小城市")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("演示数据只能在演示设置（portal.settings.demo）下生成。")
        if is_built():
            raise CommandError("数据库中已有记录，不再生成演示数据。")
        # Wagtail tells of every page it makes.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        aims = small() if options["small"] else full()
        build(aims, Console(len(STEPS), self.stdout))
        self.stdout.write("正在封存审计记录…")
        seal(Event.objects.unsealed())
        self.stdout.write("正在建立检索索引…")
        call_command("update_index", verbosity=0, stdout=self.stdout)
