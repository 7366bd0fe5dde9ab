"""`manage.py demo`: prepare the demo city where needed, say how to get in, and serve it."""

import os
import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from home.demo import logins
from home.demo.logins import Login
from home.demo.migrating import migrate
from home.demo.serve import HOST, is_free, serve

from .build_demo_city import is_built


class Command(BaseCommand):
    """Sets up what is missing, then serves until Ctrl-C. Starting again takes seconds."""

    help = "准备并启动演示城市"

    def add_arguments(self, parser: ArgumentParser) -> None:
        port = os.environ.get("PORT", "8000")
        parser.add_argument("--port", default=port, help="端口，默认取环境变量 PORT 或 8000")
        parser.add_argument("--small", action="store_true", help="生成供测试用的小城市")
        parser.add_argument("--no-serve", action="store_true", help="只准备，不启动服务")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("请使用演示设置：DJANGO_SETTINGS_MODULE=portal.settings.demo")
        port = _port(options["port"])
        if not options["no_serve"] and not is_free(port):
            raise CommandError(
                f"端口 {port} 已被占用。请关闭占用它的程序，或换一个端口：PORT={port + 1} make demo"
            )
        handed_out = self._prepare(Path(settings.DATA_DIR) / "logins.json", options["small"])
        self._announce(port, handed_out)
        if not options["no_serve"]:
            connection.close()
            # `make demo SEMANTIC=1` has installed what this needs; the site answers meanwhile.
            errands = ["compute_vectors"] if os.environ.get("SEMANTIC") else []
            if code := serve(port, Path(settings.DATA_DIR) / "worker.log", errands):
                raise CommandError(f"服务意外停止（退出码 {code}）。", returncode=code)
            self.stdout.write("演示已停止。")

    def _prepare(self, path: Path, small: bool) -> list[Login]:
        """Migrate, and do whatever of the rest an earlier start has not finished.

        The passwords are written last: where they are, everything is.
        """
        migrate(self.stdout)
        if is_built():
            if known := logins.read(path):
                return known
            # The build was stopped after the records: perhaps before their index.
            call_command("update_index", verbosity=0, stdout=self.stdout)
        else:
            path.unlink(missing_ok=True)
            self._build(small)
        return logins.hand_out(path)

    def _build(self, small: bool) -> None:
        # Pictures of a build that was broken off belong to no record.
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        started = time.monotonic()
        call_command("build_demo_city", small=small, stdout=self.stdout)
        self.stdout.write(f"演示城市已建好，用时 {time.monotonic() - started:.0f} 秒。")

    def _announce(self, port: int, handed_out: list[Login]) -> None:
        site = f"http://{HOST}:{port}"
        rows = [
            "",
            f"  公众网站    {site}/",
            f"  成果展示    {site}/showcase/",
            f"  管理后台    {site}/{settings.ADMIN_PATH}",
            "",
            "  登录用户（演示专用）：",
            *(f"    {x['username']:<10} {x['password']}   {x['role']}" for x in handed_out),
            f"  以上也写在 {Path(settings.DATA_DIR) / 'logins.json'}",
            "",
            "  按 Ctrl-C 停止。",
            "",
        ]
        self.stdout.write("\n".join(rows))
        self.stdout.flush()  # into a file it would wait for a buffer that the servers never fill


def _port(value: str) -> int:
    """The port as a number. Raises CommandError when it is none a server can listen on."""
    if not (value.isascii() and value.isdecimal() and 1 <= int(value) <= 65535):
        raise CommandError(f"端口须为 1 至 65535 之间的数字，收到的是「{value}」。")
    return int(value)
