# Fihrist: `make run` serves the archive, `make test` runs the tests. Nothing but Python (with venv) is needed.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test bench check format messages clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/run.stamp ## serve the archive at http://127.0.0.1:8000 (PORT=… changes it); the first time with a sample
	@exec $(PY) manage.py run --port "$(PORT)"

test: $(VENV)/dev.stamp ## run all tests (ARGS="-k phrase" for some)
	@$(PY) -m pytest -n auto --maxprocesses 4 --dist worksteal $(ARGS)

bench: $(VENV)/dev.stamp ## measure searches in a database of their own (ARGS="--corpus FILE --articles N"; --help tells more)
	@$(PY) manage.py bench $(ARGS)

check: $(VENV)/dev.stamp ## lint, format, types, templates, missing migrations, architecture
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy .
	$(PY) -m djlint templates --lint --quiet
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m pytest -p no:xdist tests/test_architecture.py

format: $(VENV)/dev.stamp ## let ruff arrange the code
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

messages: $(VENV)/dev.stamp ## collect and compile the interface's messages (needs gettext)
	@command -v xgettext >/dev/null || { echo "gettext is missing: apt install gettext"; exit 1; }
	$(PY) manage.py makemessages --locale ar --locale en --extension html,py --no-location --no-wrap --no-obsolete --ignore '$(VENV)/*' --ignore 'tests/*'
	$(PY) manage.py compilemessages --locale ar --locale en --ignore '$(VENV)/*'

clean: ## remove the environment and caches; the archive in .data/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The stamps stand for an environment that has everything its list names. Twice quiet, pip says errors alone.
$(VENV)/run.stamp: requirements.txt
	@$(call environment)
	@echo "Installing what requirements.txt names …"
	@$(PY) -m pip install --quiet --quiet --disable-pip-version-check --use-pep517 -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@echo "Installing what requirements-dev.txt names …"
	@$(PY) -m pip install --quiet --quiet --disable-pip-version-check --use-pep517 -r requirements-dev.txt
	@touch $@

# A new environment, unless there is one that works.
define environment
	command -v $(PYTHON) >/dev/null || { echo "Python is missing: apt install python3 python3-venv"; exit 1; }; \
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
		echo "Fihrist needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) --version 2>&1). Choose one: make PYTHON=python3.12 …"; exit 1; }; \
	$(PY) -m pip --version >/dev/null 2>&1 || { \
		$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing: apt install python3-venv"; exit 1; }; \
		$(PYTHON) -m venv --clear $(VENV); }
endef
