# make run     set up and serve the product with a demo practice      (make run PORT=8123)
# make test    set up and run every test on SQLite and on PostgreSQL
# make check   lint, format, types, import contracts, migrations, knowledge; changes nothing
# make fix     format, and write generated documents anew
# make search  look for clients that break a property of the engine, other ones each time
# make journeys, make shots, make bench, make mutants, make lock: see CONTRIBUTING.md

PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
.DEFAULT_GOAL := help
.PHONY: help run test search check fix journeys shots bench mutants lock clean

help:
	@sed -n 's/^# //p' Makefile

run: $(VENV)/run.stamp
	@exec $(PY) -m unknot serve --demo --port $(PORT)

test: $(VENV)/dev.stamp
	$(PY) -m pytest -q -n auto --engine sqlite -m "not journey"
	$(PY) -m pytest -q -n auto --engine postgresql -m "not journey"

search: $(VENV)/dev.stamp
	$(PY) -m pytest -q --by-chance tests/clinical/test_properties.py tests/clinical/test_plan_properties.py

check: $(VENV)/dev.stamp
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy unknot
	$(VENV)/bin/lint-imports --no-cache
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m unknot knowledge check
	$(PY) -m unknot docs --check

fix: $(VENV)/dev.stamp
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	$(PY) -m unknot docs

journeys: $(VENV)/dev.stamp
	$(PY) -m pytest -q -rs -n 2 --dist loadfile -m journey

shots: $(VENV)/dev.stamp
	$(PY) -m tests.shots docs/shots

bench: $(VENV)/bench.stamp
	$(VENV)/bin/python -m bench

# What an earlier run found is thrown away: it would not be tried again when only a test has changed.
# OF="levels windows" tries these modules only, and says what it found instead of writing the page.
mutants: $(VENV)/dev.stamp
	rm -rf mutants
	$(PY) -m mutmut run --max-children 1 $(OF:%='unknot.clinical.%.*')
	$(PY) -m tests.mutants $(OF)

lock: $(VENV)/dev.stamp
	for name in run dev bench; do \
	  $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate --upgrade requirements/$$name.in -o requirements/$$name.txt; done

clean:
	rm -rf $(VENV) data mutants

# A stamp says which requirement file the environment was last filled from.
$(VENV)/made.stamp:
	@python=$$(sh bin/find-python) && $$python -m venv $(VENV)
	@sh bin/link-command $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/made.stamp requirements/run.txt
	@echo "Setting up (only the first time takes long) ..."
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/bench.stamp: $(VENV)/dev.stamp requirements/bench.txt
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@
