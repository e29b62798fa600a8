# Two commands matter: `make demo` and `make test`. Each does all the set-up it needs.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
export PATH := $(CURDIR)/$(BIN):$(PATH)

ifeq ($(UV),)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
else
INSTALL = $(UV) pip install --quiet --python $(BIN)/python
endif

.PHONY: help setup demo test check lint docs faults mutants bench learn lock system-packages clean

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The lock first, with hashes; then the project alone, because pip refuses an editable install in hash mode.
# The lock names everything, so nothing is resolved: pip would look for the newest `coverage[toml]` beside the pinned one.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --no-deps --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --no-deps --require-hashes -r requirements-dev.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.runtime

setup: $(VENV)/.dev ## The virtual environment .venv with the program and the test tools

demo: $(VENV)/.runtime ## A local Slack workspace with the bot in it (ONCE=1: the whole story, headless)
	@$(BIN)/plumbline demo $(if $(ONCE),--once) $(ARGS)

system-packages: $(VENV)/.dev
	@$(BIN)/python .ci/system_packages.py

test: $(VENV)/.dev system-packages ## All tests, PostgreSQL and the browser included
	@$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report= $(ARGS)

lint: $(VENV)/.dev ## Style, types, contracts, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry bot storage handlers
	$(BIN)/python -m pip check

check: lint ## Every gate, then exactly `make test`
	@$(MAKE) --no-print-directory test

docs: $(VENV)/.dev ## Write the pages that are made from the program anew (needs Chromium)
	@$(BIN)/python -m tests.docs.lint_pages
	@$(BIN)/python -m tests.docs.window_pictures
	@$(BIN)/python -m tests.docs.first_look

faults: $(VENV)/.dev ## Kill, freeze and hinder what sends messages (LONG=1: at full size; SEED=…, ARGS=--keep)
	@$(BIN)/python -m tests.faults $(if $(LONG),--long) $(if $(SEED),--seed $(SEED)) $(ARGS)
	$(if $(LONG),@LONG=1 $(BIN)/python -m pytest -q tests/journeys/test_storms.py \
		tests/journeys/test_sudden_death.py tests/journeys/test_stopping.py)

mutants: $(VENV)/.dev ## Change what sends and hears, and see whether a test notices (ARGS='--sample 400 --seed 1'; all takes a day)
	@$(BIN)/python -m tests.mutants $(ARGS)

bench: $(VENV)/.dev ## Every figure, as ratios of one run (ARGS=--keep: into benchmarks/README.md)
	@$(BIN)/python -m benchmarks $(ARGS)

learn: $(VENV)/.dev ## What labelled answers teach, written anew (ARGS=--rounds: how it carries over, and nothing is written)
	@$(BIN)/python -m benchmarks.learn $(ARGS)

lock: ## Write both lock files anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --group build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --group dev pyproject.toml -o requirements-dev.lock

clean: ## Remove what make made
	rm -rf $(VENV) mutants .mypy_cache .ruff_cache .pytest_cache .coverage .coverage.*
