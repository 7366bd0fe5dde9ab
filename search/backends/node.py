"""The search server: how it is reached, and what an entry looks like there.

Connection, names of indexes, mapping and the swap of a rebuilt index are modelsearch's; entries
stand in fields of our own. Needs the client (requirements-elasticsearch.txt); its major version,
8 or 9, is the server's and picks modelsearch's classes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import VERSION, ApiError
from elasticsearch.helpers import BulkIndexError
from modelsearch.backends.elasticsearchbase import ElasticsearchAtomicIndexRebuilder

from partners.models.division import STEP
from search.index.words import words_of
from search.models import Entry

from .engine import EngineDown
from .fallback import EngineRefused

if VERSION[0] == 8:
    from modelsearch.backends.elasticsearch8 import Elasticsearch8Index as ReleaseIndex
    from modelsearch.backends.elasticsearch8 import Elasticsearch8Mapping as ReleaseMapping
    from modelsearch.backends.elasticsearch8 import Elasticsearch8SearchBackend as ReleaseBackend
else:
    from modelsearch.backends.elasticsearch9 import Elasticsearch9Index as ReleaseIndex
    from modelsearch.backends.elasticsearch9 import Elasticsearch9Mapping as ReleaseMapping
    from modelsearch.backends.elasticsearch9 import Elasticsearch9SearchBackend as ReleaseBackend

#: Seconds for a request that no visitor waits for (writing, comparing).
PATIENCE = 20
#: Most hits a question can reach, a limit of the server.
WINDOW = 10_000
#: Lengths to which places are cut for counting them by district, street, community ...
PLACE_CUTS = range(2 * STEP, (Entry._meta.get_field("place").max_length or 0) + 1, STEP)

#: Our tokens come parted by blanks: the server only splits there. Positions for the phrases are
#: kept, lengths (norms) are not, as the ranking is ours.
TOKENS = {"type": "text", "analyzer": "whitespace", "norms": False}
#: What the server says when a question is at fault, not the server.
REFUSED = (400, 413)


class EntryMapping(ReleaseMapping):
    """An entry as a document: three fields of tokens, and what is filtered, counted, sorted by."""

    def get_mapping(self) -> dict[str, Any]:
        keyword = {"type": "keyword"}
        return {
            "dynamic": "strict",
            # The entries are the truth; what was sent is not kept a second time.
            "_source": {"enabled": False},
            "properties": {
                "title": TOKENS,
                "names": TOKENS,
                "body": TOKENS,
                "entry": {"type": "long"},
                "kind": keyword,
                "places": keyword,
                "year": {"type": "integer"},
                "field": {"type": "long"},
                "date": {"type": "date"},
                "fingerprint": keyword | {"index": False},
                **{f"place{cut}": keyword for cut in PLACE_CUTS},
            },
        }

    def get_document(self, obj: Entry) -> dict[str, Any]:
        words = words_of(obj.words)
        place = obj.place
        return {
            "title": words.title,
            "names": words.names,
            "body": words.body,
            "entry": obj.pk,
            "kind": obj.kind,
            "places": [place[:end] for end in range(STEP, len(place) + 1, STEP)],
            "year": obj.year,
            "field": obj.field,
            "date": obj.date and obj.date.isoformat(),
            "fingerprint": obj.fingerprint,
            **{f"place{cut}": place[:cut] for cut in PLACE_CUTS},
        }


class EntryIndex(ReleaseIndex):
    """One index of entries on the server, or the alias the questions go to."""

    def put(self) -> None:
        super().put()
        self.add_model(Entry)

    def leftovers(self) -> list[str]:
        """Names of earlier indexes, also those of rebuilds that never came to an end."""
        return [name for name in self.es.indices.get(index=f"{self.name}_*") if name]


class Rebuilder(ElasticsearchAtomicIndexRebuilder):
    """Fills a new index; `finish` swaps the alias in one step and drops what stood before."""

    def finish(self) -> None:
        self.index.refresh()
        name = self.alias.name
        old = [found for found in self.alias.leftovers() if found != self.index.name]
        if not self.alias.is_alias():
            # An index of the name itself, made by something else, would stand in the way.
            self.alias.delete()
        swap = [{"remove": {"index": found, "alias": name, "must_exist": False}} for found in old]
        self.alias.es.indices.update_aliases(
            actions=[*swap, {"add": {"index": self.index.name, "alias": name}}]
        )
        for found in old:
            self.alias.es.indices.delete(index=found, ignore_unavailable=True)


class Backend(ReleaseBackend):
    mapping_class = EntryMapping
    index_class = EntryIndex
    atomic_rebuilder_class = Rebuilder
    settings = {"settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}}

    def _get_options_from_host_urls(self, urls: list[Any]) -> dict[str, Any]:
        options: dict[str, Any] = super()._get_options_from_host_urls(urls)
        if "basic_auth" in options:
            options["basic_auth"] = tuple(map(unquote, options["basic_auth"]))
        return options


def node() -> Backend:
    """The server the settings name. Nothing is sent yet."""
    return _node(
        settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX, settings.ELASTICSEARCH_CA
    )


@cache
def _node(url: str, prefix: str, certificate: str) -> Backend:
    options: dict[str, Any] = {"max_retries": 0, "retry_on_status": (), "retry_on_timeout": False}
    if certificate:
        options["ca_certs"] = certificate
    return Backend(
        {
            "URLS": [part.strip() for part in url.split(",")],
            "INDEX_PREFIX": f"{prefix}_",
            "TIMEOUT": PATIENCE,
            "OPTIONS": options,
        }
    )


def alias() -> EntryIndex:
    """The index of entries under the name that stays the same over rebuilds."""
    return node().get_index_for_model(Entry)


@contextmanager
def reaching() -> Iterator[None]:
    """Raise EngineDown for whatever a request to the server meets."""
    try:
        yield
    except (AttributeError, KeyError, TypeError) as problem:
        raise EngineDown(f"an answer that is none: {problem!r}") from problem
    except ApiError as problem:
        kind = EngineRefused if problem.status_code in REFUSED else EngineDown
        raise kind(str(problem)) from problem
    except (TransportError, BulkIndexError) as problem:
        raise EngineDown(str(problem)) from problem
