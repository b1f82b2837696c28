# Every task of a contributor. `make demo` and `make test` need python3, pip, make and git only.

PYTHON ?= python3
BIN := .venv/bin
# Debian's python3 comes without ensurepip, so the environment is made without pip and the
# machine's own pip installs into it: docs/decisions/0002-an-environment-without-its-own-pip.md.
PIP := $(PYTHON) -m pip --disable-pip-version-check --no-input --python $(BIN)/python
INSTALL := $(PIP) install --quiet --only-binary :all: --require-hashes
# Per cent of lines and branches that the tests must reach.
COVERAGE_CORE := 99
COVERAGE_ALL := 97
# As an installation that strangers can reach would have it.
PRODUCTION := DJANGO_SETTINGS_MODULE=concord.settings CONCORD_DATA_DIR=build/production \
	CONCORD_HOSTS=fund.example CONCORD_HTTPS=1 \
	CONCORD_SECRET_KEY=only-for-this-check-b8e1f0c57d92a46e3f815c7b9d204ae6

.DEFAULT_GOAL := help
.PHONY: help dev check test fix demo mutants lock audit bench replays messages schema screenshots pictures \
	lint types imports dead dependencies spelling templates locks size deploy generated clean
.DELETE_ON_ERROR:

help:  ## this list
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*##/\t/' | expand -t 14

# --- the six main targets -----------------------------------------------------------------------

dev: .venv/dev.stamp .venv/messages.stamp  ## set up an environment for work on the project

check: lint types imports dead dependencies spelling templates locks size deploy generated  ## all gates

test: check  ## all gates and all tests; the build server runs exactly this
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=
	CONCORD_TEST_DATABASE=postgres $(BIN)/python -m pytest -n 2 --dist loadfile tests/web --ignore tests/web/test_browser.py
	$(BIN)/coverage report --include='src/concord/core/*' --fail-under=$(COVERAGE_CORE)
	$(BIN)/coverage report --fail-under=$(COVERAGE_ALL)

fix: dev  ## correct what can be corrected automatically
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format
	-$(BIN)/djlint src --reformat --quiet

demo: .venv/runtime.stamp .venv/messages.stamp  ## the illustrative fund, in a browser
	$(BIN)/concord demo

mutants: .venv/weekly.stamp  ## do the tests notice a changed core?
	CONCORD_SHARED=$(abspath ../shared) $(BIN)/mutmut run
	$(BIN)/mutmut results

# --- gates --------------------------------------------------------------------------------------

lint: dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: dev
	$(BIN)/mypy

imports: dev
	$(BIN)/lint-imports

dead: dev
	$(BIN)/vulture

dependencies: dev
	$(BIN)/deptry src

spelling: dev
	$(BIN)/codespell $$(git ls-files --cached --others --exclude-standard)

templates: dev
	$(BIN)/djlint src --check --lint --quiet

locks: dev
	$(BIN)/python scripts/locks.py check

size: dev
	$(BIN)/python scripts/size.py src tests scripts

deploy: dev
	$(PRODUCTION) $(BIN)/python -m django check --deploy --fail-level WARNING

generated: dev
	$(BIN)/python scripts/generated.py check
	$(BIN)/python scripts/messages.py missing

# --- now and then -------------------------------------------------------------------------------

lock: dev  ## resolve the lock files again; UPGRADE=1 takes newer versions
	$(BIN)/python scripts/locks.py write $(if $(UPGRADE),--upgrade)

audit: .venv/weekly.stamp  ## known vulnerabilities; needs an advisory service in reach
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements/runtime.lock

bench: .venv/runtime.stamp  ## the project's own measurements
	$(BIN)/concord bench

replays: dev  ## rewrite golden files from what is printed now, for review
	$(BIN)/python -m pytest -q --rewrite -k "replay or golden"

messages: dev  ## bring the catalogues up to the source, and compile them
	$(BIN)/python scripts/generated.py write
	$(BIN)/python hatch_build.py

schema: messages  ## write all generated files again

screenshots: dev  ## every page of the demo at three widths, in build/screenshots
	$(BIN)/python scripts/screenshots.py build/screenshots

pictures: dev  ## the pictures that the documents show
	$(BIN)/python scripts/screenshots.py --cover docs/pictures

clean:  ## forget the environment and all that was made
	rm -rf .venv build dist mutants

# --- set-up; a stamp says from which locks the environment was made -----------------------------

.venv/python.stamp:
	$(PYTHON) -m venv --without-pip --clear .venv
	touch $@

.venv/runtime.stamp: .venv/python.stamp requirements/build.lock requirements/runtime.lock pyproject.toml
	$(INSTALL) -r requirements/build.lock -r requirements/runtime.lock
	$(PIP) install --quiet --no-build-isolation --no-deps --no-index -e .
	touch $@

.venv/dev.stamp: .venv/runtime.stamp requirements/dev.lock
	$(INSTALL) -r requirements/dev.lock
	touch $@

.venv/weekly.stamp: .venv/dev.stamp requirements/weekly.lock
	$(INSTALL) -r requirements/weekly.lock
	touch $@

.venv/messages.stamp: .venv/runtime.stamp $(shell find src -name '*.po' 2>/dev/null)
	$(BIN)/python hatch_build.py
	touch $@
