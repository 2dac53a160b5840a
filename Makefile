# Proefplek. `make` alone explains itself.
PYTHON ?= python3
PORT ?= 5000
BIN := .venv/bin
PYTEST := $(BIN)/pytest -q -n 2 --dist loadgroup
# What reads or changes the records runs on both databases; pages, journeys and the core run once.
ON_BOTH := tests/app tests/placements tests/records tests/leaks/test_dump.py tests/house/test_migrations.py \
	tests/schools/test_rounds_at_once.py tests/schools/test_trials_at_once.py tests/students/test_profile_races.py
ON_ONE := tests/app/test_demo.py tests/app/test_demo_data.py tests/app/test_explanations.py \
	$(addprefix tests/placements/,test_policies.py test_catalogue.py test_choices.py test_wording.py test_facts.py \
	test_calibration_cases.py)
UV := $(BIN)/uv --no-config
COMPILE := uv --no-config pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet
export FLASK_APP := wsgi.py
# What a module was compiled to is kept, also where the environment says otherwise: the next of many processes starts in half the time.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test test-sqlite test-postgresql journeys check check-types check-the-rest fix lock bench blinding-report leak-audit reading
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | \
		while IFS='|' read -r name text; do printf '  make %-16s %s\n' "$$name" "$$text"; done

run: .venv/.run translations/nl/LC_MESSAGES/messages.mo instance/development.env ## serve everything with demo data (PORT=5001 for another port)
	@set -a; . instance/development.env; set +a; export PUBLIC_URL=http://127.0.0.1:$(PORT); \
	$(BIN)/flask database upgrade && $(BIN)/flask demo fill && \
	{ trap 'kill 0' EXIT INT TERM; $(BIN)/flask work & \
	  $(BIN)/gunicorn --config app/gunicorn.py --bind 127.0.0.1:$(PORT) wsgi:app; }

test: test-sqlite test-postgresql ## every test on SQLite, journeys in Chromium included; acts and records on PostgreSQL too, where it is installed

test-sqlite: .venv/.dev
	$(PYTEST) --database sqlite

test-postgresql: .venv/.dev
	@if $(BIN)/python -m tests.postgresql; then \
	$(PYTEST) --database postgresql $(ON_BOTH) $(ON_ONE:%=--ignore=%); fi

journeys: .venv/.dev ## only the journeys through a real browser
	$(BIN)/pytest -q -m journey tests/journeys

check: .venv/.dev ## style, types, import contracts, templates, migrations, translations
	@$(MAKE) --no-print-directory --jobs=2 --output-sync check-types check-the-rest

check-types:
	$(BIN)/mypy

check-the-rest:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/djlint templates --check --lint --quiet
	$(BIN)/pytest -q tests/house/test_migrations.py tests/house/test_translations.py

fix: .venv/.dev ## repair what can be repaired
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djlint templates --reformat --quiet
	$(BIN)/pybabel -q extract -F babel.cfg -k _l -k lazy_gettext -k msgid --no-location --omit-header --sort-output -o messages.pot .
	$(BIN)/pybabel -q update -i messages.pot -d translations -l nl -N --ignore-obsolete
	rm messages.pot

lock: .venv/.dev ## compile the locks anew from pyproject.toml
	PATH="$(BIN):$$PATH" $(COMPILE) --upgrade pyproject.toml -o requirements.lock
	PATH="$(BIN):$$PATH" $(COMPILE) --upgrade pyproject.toml --group dev -o requirements-dev.lock
	echo uv | PATH="$(BIN):$$PATH" $(COMPILE) --upgrade - -o requirements-uv.lock

bench: .venv/.dev ## the benchmarks: the core, blinding, the guard, a round from rows to proposals, and the scoring desk
	$(BIN)/python -m benchmarks.core
	$(BIN)/python -m benchmarks.blinding
	$(BIN)/python -m benchmarks.blinding_deduce
	$(BIN)/python -m benchmarks.guard
	$(BIN)/python -m benchmarks.round_from_rows
	$(BIN)/python -m benchmarks.scoring_desk

blinding-report: .venv/.dev ## what the blinding finds and what it hides too much, into docs/
	$(BIN)/python -m benchmarks.blinding_report

leak-audit: .venv/.dev ## whether blind texts still tell where their writers come from, into docs/
	$(BIN)/python -m benchmarks.leak_audit

reading: .venv/.dev ## the texts of students that are hardest to read
	$(BIN)/python -m tests.house.reading

.venv/bin/uv: requirements-uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Proefplek needs Python 3.11 or newer. Say which: make PYTHON=/path/to/python3.11 …"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@touch $@

# The libraries that turn a page into a PDF.
.venv/.run: .venv/bin/uv requirements.lock
	@PYTHON=$(BIN)/python sh app/install_packages.sh libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
	@[ -e .venv/.dev ] || VIRTUAL_ENV=.venv $(UV) pip install --quiet --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	@PYTHON=$(BIN)/python sh app/install_packages.sh chromium
	VIRTUAL_ENV=.venv $(UV) pip install --quiet --require-hashes -r requirements-dev.lock
	VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

translations/nl/LC_MESSAGES/messages.mo: translations/nl/LC_MESSAGES/messages.po .venv/.run
	$(BIN)/pybabel -q compile -d translations

test-sqlite test-postgresql journeys check bench: translations/nl/LC_MESSAGES/messages.mo

instance/development.env:
	@mkdir -p instance
	@$(PYTHON) -c 'import secrets; print("SECRET_KEY=" + secrets.token_hex(32), "VAULT_KEY=" + secrets.token_hex(32), "MONITORING_KEY=" + secrets.token_hex(32), "DATABASE_URL=sqlite:///proefplek.db", "PUBLIC_URL=http://127.0.0.1:5000", "PROEFPLEK_DEVELOPMENT=1", sep="\n")' > $@
	@echo "Made $@ with keys for development only. In production the keys come from the environment; see docs/operations.md."
