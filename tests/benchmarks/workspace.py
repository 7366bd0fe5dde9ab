"""What lists and records of the workspace cost in the demo city (`make benchmark-workspace`).

Asked in this process as a browser asks, by a person of each role with a duty. Milliseconds of the
processor and of the wall, and queries, each the middle of a few rounds. The exit says whether a
list is over its limits. Reads the demo's database and leaves it as it was.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import django
from django.conf import settings

ROUNDS = 5
MOST_QUERIES = 10
MOST_MILLISECONDS = 200
#: The logins of the demo city that stand for a role.
LOGINS = ("city", "district", "unit", "auditor")
#: A question of every long register: a filter that many rows answer.
FILTERS = {
    "pairings": "progress=late",
    "alliances": "review_state=approved",
    "agreements": "standing=in_force",
    "activities": "state=confirmed",
    "projects": "review_state=approved",
    "updates": "review_state=approved",
    "funds": "standing=verified",
    "list-items": "kind=need",
    "claims": "state=active",
    "organisations": "kind=unit",
    "places": "level=community",
    "assignments": "role=leader",
    "programme-years": "is_public=true",
}
WORD = "社区"


class Cost(NamedTuple):
    """What one request took."""

    processor: float
    wall: float
    queries: int
    rows: int

    @property
    def is_over(self) -> bool:
        return self.queries > MOST_QUERIES or self.processor > MOST_MILLISECONDS


def main(slugs: list[str]) -> int:
    """Print a table; 1 where a list is over its limits."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    django.setup()
    from django.db import transaction

    over = 0
    print(f"{'ms cpu':>7} {'ms wall':>8} {'queries':>8} {'rows':>7}  who       what")
    with transaction.atomic():
        for login, what, cost in _measured(slugs):
            mark = " <" if cost.is_over and not what.startswith("record") else ""
            over += bool(mark)
            print(
                f"{cost.processor:7.1f} {cost.wall:8.1f} {cost.queries:8} {cost.rows:7}"
                f"  {login:9} {what}{mark}",
                flush=True,
            )
        transaction.set_rollback(True)
    return 1 if over else 0


def _questions(slug: str, pages: int) -> dict[str, str]:
    """What is asked of a list, and what the address says for it."""
    asked = {slug: "", f"{slug}, last page": f"?page={pages}", f"{slug}, 「{WORD}」": f"?q={WORD}"}
    if (narrowed := FILTERS.get(slug)) is not None:
        asked[f"{slug}, {narrowed}"] = f"?{narrowed}"
    return asked


def _measured(slugs: list[str]) -> Iterator[tuple[str, str, Cost]]:
    from partners.workspace.registers import registers

    for login in LOGINS:
        client = _client(login)
        for slug, register in registers().items():
            if slugs and slug not in slugs:
                continue
            first = client.get(register.url)
            if first.status_code != 200:
                continue
            page = first.context_data["page"]
            asked = _questions(slug, page.paginator.num_pages)
            for what, question in asked.items():
                yield login, what, _cost(client, register.url + question)
            for key in page.object_list[:1]:
                url = register.url_of(register.model.objects.get(pk=key))
                if client.get(url).status_code != 200:
                    continue  # listed for what is public of it
                yield login, f"record of {slug}", _cost(client, url)


def _client(login: str) -> Any:
    from django.test import Client

    from partners.models import RolePolicy
    from portal.models import User

    RolePolicy.objects.update(second_factor=False)
    client = Client()
    client.force_login(User.objects.get(username=login))
    return client


def _cost(client: Any, url: str) -> Cost:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):  # now and then a session is written down besides
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        assert response.status_code == 200, (url, response.status_code)
        counts.append(len(queries))
    page = response.context_data.get("page")
    processor, wall = [], []
    for _ in range(ROUNDS):
        before, started = time.process_time(), time.perf_counter()
        client.get(url)
        processor.append((time.process_time() - before) * 1000)
        wall.append((time.perf_counter() - started) * 1000)
    return Cost(
        statistics.median(processor),
        statistics.median(wall),
        min(counts),
        page.paginator.count if page else 1,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
