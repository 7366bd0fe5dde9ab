"""What public pages cost the server: in times of a bare view, and in queries.

One unit is the processor time of a Django view that returns 30 kB of text through the same
middleware, measured in the same run. Times of the wall say little on a busy machine; this ratio
moves by a sixth at most. Reads the demo's database; `make demo` makes it.
"""

import io
import statistics
import sys
import time

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from tests.pages import public_pages

BARE = "/a-bare-view-of-30-kilobytes/"  # tests/bare_view.py answers
ROUNDS = 7
REQUESTS = 5  # of each page in each round


class Server:
    """The portal as a server calls it, without one."""

    def __init__(self) -> None:
        self.application = get_wsgi_application()

    def get(self, address: str) -> bytes:
        """Return the body behind an address; raises RuntimeError for any answer but 200."""
        plain, _, query = address.partition("?")
        seen: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": plain.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
        }
        answer = self.application(environ, lambda status, headers: seen.append(status))
        body = b"".join(answer)
        answer.close()
        if not seen[0].startswith("200"):
            raise RuntimeError(f"{address}: {seen[0]}")
        return body

    def cost(self, address: str) -> float:
        """Return seconds of processor time for one request."""
        before = time.process_time()
        for _ in range(REQUESTS):
            self.get(address)
        return (time.process_time() - before) / REQUESTS

    def queries(self, address: str) -> int:
        """Return how many queries one request asks."""
        # Imported late: a connection wants settings.
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            self.get(address)
        return len(asked)


def main(addresses: list[str]) -> None:
    settings.ROOT_URLCONF = "tests.bare_view"
    django.setup()
    server = Server()
    addresses = addresses or public_pages(lambda found: server.get(found).decode())
    costs: dict[str, list[float]] = {address: [] for address in [BARE, *addresses]}
    for address in costs:
        server.get(address)  # templates compiled, modules imported
    # Taken in turns, so that a neighbour's noise falls on all of them.
    for _ in range(ROUNDS):
        for address, taken in costs.items():
            taken.append(server.cost(address))
    unit = statistics.median(costs.pop(BARE))
    print(f"{'times':>7} {'queries':>8} {'ms':>7}  page   (a bare view: {unit * 1000:.2f} ms)")
    for address, taken in costs.items():
        middle = statistics.median(taken)
        print(f"{middle / unit:7.1f} {server.queries(address):8} {middle * 1000:7.1f}  {address}")


if __name__ == "__main__":
    main(sys.argv[1:])
