"""`manage.py reset_second_factor NAME`: for the administrator whom nobody else can help."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partners.access import factor
from portal.models import User


class Command(BaseCommand):
    """Takes the second factor of one person away, as an administrator can do for others."""

    help = "重置一名用户的二次验证"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="用户名")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["username"]
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"没有用户名为“{name}”的用户。")
        done = factor.remove(user, by=None)
        self.stdout.write("二次验证已重置。" if done else "该用户没有设置二次验证，未作改动。")
