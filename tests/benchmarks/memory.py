"""How much memory a worker holds, before and after it searched. Run in a process of its own.

`python -m tests.benchmarks.memory N` asks N questions and prints megabytes as JSON: `own` is what
nobody else has, `all` counts the pages of the database that are mapped into the process too.
"""

import gc
import json
import sys
from itertools import chain
from pathlib import Path

import django
from django.test import Client


def megabytes() -> dict[str, float]:
    """What the process holds now."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    fields = dict(line.split(":", 1) for line in lines)
    return {
        "own": int(fields["RssAnon"].split()[0]) / 1024,
        "all": int(fields["VmRSS"].split()[0]) / 1024,
    }


def main(questions: int) -> None:
    """Serve some other pages, then ask, then print."""
    django.setup()
    from .questions import addresses

    asked = list(chain.from_iterable(addresses().values()))[:questions]
    client = Client(headers={"host": "localhost"})
    for page in ("/", "/projects/", "/pairings/", "/organisations/", "/showcase/"):
        client.get(page)
    for address in asked:
        client.get(address)
    gc.collect()
    print(json.dumps(megabytes()))


if __name__ == "__main__":
    main(int(sys.argv[1]))
