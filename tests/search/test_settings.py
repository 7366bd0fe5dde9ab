"""A start is stopped by name when the engine of the search box lacks something."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import environment
from portal.settings.environment import search_engine


def test_the_database_needs_nothing_and_elasticsearch_an_address():
    search_engine("database", "")
    search_engine("elasticsearch", "http://127.0.0.1:9200")
    with pytest.raises(ImproperlyConfigured, match="ELASTICSEARCH_URL"):
        search_engine("elasticsearch", "")


def test_an_engine_nobody_knows_is_refused():
    with pytest.raises(ImproperlyConfigured, match="SEARCH_ENGINE"):
        search_engine("solr", "")


def test_without_the_client_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"requirements-elasticsearch\.txt"):
        search_engine("elasticsearch", "http://127.0.0.1:9200")
