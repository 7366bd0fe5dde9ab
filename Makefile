# Everything by hand, in CI and before a commit goes through these targets. `make help` lists them.

# An environment once made keeps its Python; before that PYTHON picks one.
PYTHON ?= $(if $(wildcard .venv/created.stamp),.venv/bin/python,python3)
PORT ?= 8000
WORKERS ?= 2
ARGS ?=
# A mark in ARGS takes the place of the one a target names: the last -m holds.
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile
QUICK := -m "not browser and not matrix and not whole_run"
# SEMANTIC=1 adds what understands questions by their meaning; the demo and the tests look at it.
EXTRAS := $(if $(SEMANTIC),.venv/semantic.stamp)
BIN := .venv/bin
APPS := portal partners projects home search
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --no-header --no-annotate
export PORT

.DEFAULT_GOAL := help
.PHONY: help demo test test-city test-browser matrix lint format types check migrations-check coverage \
	benchmark benchmark-search benchmark-workspace search-quality screenshots \
	lock clean supported-python

help:  ## List the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-24s %s\n", $$1, $$2}'
	@echo
	@echo "  PYTHON=python3.12 picks the interpreter, PORT=8000 the demo's port,"
	@echo "  WORKERS=2 how many tests run at once, ARGS='tests/partners -k term' which ones,"
	@echo "  SEMANTIC=1 adds the search by meaning to the demo or to the tests (90 MB)."

demo: .venv/runtime.stamp $(EXTRAS)  ## Set up and serve the demo city on 127.0.0.1
	DJANGO_SETTINGS_MODULE=portal.settings.demo $(BIN)/python manage.py demo

test: .venv/dev.stamp $(EXTRAS)  ## Set up and run the tests, all but those of the other targets
	$(PYTEST) $(QUICK) $(ARGS)

test-city: .venv/dev.stamp  ## The tests that build a whole demo city or run a whole command
	$(PYTEST) -m whole_run $(ARGS)

test-browser: .venv/dev.stamp  ## The tests that drive a browser (Debian's chromium)
	$(PYTEST) -m browser $(ARGS)

matrix: .venv/dev.stamp $(EXTRAS)  ## Ask every address as every role (MATRIX=whole for each with each, 10 minutes)
	$(BIN)/python -m pytest -n $(WORKERS) --dist load -m matrix $(ARGS)

lint: .venv/dev.stamp  ## Look for mistakes and for code that is not in the house's format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .venv/dev.stamp  ## Mend what can be mended mechanically
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: .venv/dev.stamp  ## Check the types
	$(BIN)/mypy $(APPS)

check: lint types test  ## lint, types and test

migrations-check: .venv/dev.stamp  ## Are the settings sound, is a migration missing?
	DJANGO_SETTINGS_MODULE=portal.settings.test $(BIN)/python manage.py check --fail-level WARNING
	DJANGO_SETTINGS_MODULE=portal.settings.test $(BIN)/python manage.py makemigrations --check --dry-run

coverage: .venv/dev.stamp  ## Run the tests and say which lines none of them reached
	$(PYTEST) -m "not browser and not matrix" --cov --cov-report=term $(ARGS)

benchmark: .venv/dev.stamp  ## What the public pages of the demo city cost, in bare views and queries
	DJANGO_SETTINGS_MODULE=portal.settings.demo $(BIN)/python -m tests.benchmark $(ARGS)

benchmark-search: .venv/dev.stamp  ## What the search costs in a city of 100,000 records (ARGS='--folder DIR' keeps the city)
	$(BIN)/python -m tests.benchmarks.search $(ARGS)

benchmark-workspace: .venv/dev.stamp  ## What lists and records of the workspace cost in the demo city (ARGS='pairings' for one)
	DJANGO_SETTINGS_MODULE=portal.settings.demo $(BIN)/python -m tests.benchmarks.workspace $(ARGS)

search-quality: .venv/dev.stamp  ## How good the search is on the development queries (ARGS='--worst 10 --engine postgresql')
	$(BIN)/python manage.py evaluate_search --documents tests/search/yardstick/documents.jsonl \
		--queries tests/search/yardstick/queries.jsonl --split dev $(ARGS)

screenshots: .venv/dev.stamp  ## Photograph the demo city, which must be running on PORT
	$(BIN)/python -m tests.screenshots $(ARGS)

lock: .venv/dev.stamp  ## Write the requirements files from pyproject.toml (ARGS=--upgrade for newer versions)
	$(LOCK) $(ARGS) -o requirements.txt >/dev/null
	$(LOCK) $(ARGS) --extra dev -c requirements.txt -o requirements-dev.txt >/dev/null
	$(LOCK) $(ARGS) --extra elasticsearch -c requirements.txt -o requirements-elasticsearch.txt >/dev/null
	$(LOCK) $(ARGS) --extra elasticsearch8 -c requirements.txt -o requirements-elasticsearch8.txt >/dev/null
	$(LOCK) $(ARGS) --extra semantic -c requirements.txt -o requirements-semantic.txt >/dev/null

clean:  ## Remove the environment, the demo and all caches; what lies in .data stays
	rm -rf .venv .demo .screenshots .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

supported-python:
	@$(PYTHON) portal/python_version.py

.venv/created.stamp: | supported-python
	@echo "Making a virtual environment with $(PYTHON) ..."
	@$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/runtime.stamp: requirements.txt .venv/created.stamp | supported-python
	@echo "Installing the locked packages (once; about a minute) ..."
	@$(PIP) -r requirements.txt
	@touch $@

# The tools' list holds everything the portal needs too, in the same versions.
.venv/dev.stamp: requirements-dev.txt .venv/created.stamp | supported-python
	@echo "Installing the locked packages and the tools (once; about a minute) ..."
	@$(PIP) -r requirements-dev.txt
	@touch .venv/runtime.stamp $@

.venv/semantic.stamp: requirements-semantic.txt .venv/created.stamp | supported-python
	@echo "Installing the search by meaning (once; about a minute) ..."
	@$(PIP) -r requirements-semantic.txt
	@touch .venv/runtime.stamp $@
