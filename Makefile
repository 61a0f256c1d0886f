# Everything that a person does with this project starts here: `make` alone lists it.
# Each recipe finds its tools in .venv, which `make setup` builds from pyproject.toml.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export PATH := $(CURDIR)/.venv/bin:$(PATH)
python := .venv/bin/python

# Three processes on two cores: each waits a third of its time, for a browser or a database. Which tests stay together
# says tests/conftest.py. In their order the longest, those in a browser, come first.
TESTS ?= tests
pytest := $(python) -m pytest -n 3 --dist loadgroup --no-loadscope-reorder --durations=20 $(TESTS)

.PHONY: help setup setup-test run test test-all lint lint-only checks bench bench-endurance bench-scale clauses mutants screenshots static audit sbom

help: ## List what can be made
	@echo "Open Door: make TARGET"
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)$$/\1|\2/p' Makefile | awk -F'|' '{printf "  %-16s %s\n", $$1, $$2}'
	@echo "Settings for run: PORT=8000 LANDLORD=one-vision-housing DATABASE_URL= DEMO=yes"

setup: ## Install what the portal needs and build its styles (run does this by itself)
	@bash scripts/setup.sh run

setup-test:
	@bash scripts/setup.sh test

run: setup ## Start the portal with demo data on http://127.0.0.1:8000
	@exec $(python) scripts/serve.py

test: setup-test checks ## Run every check, and every test that fits in 20 minutes
	@$(pytest)

test-all: setup-test checks ## Run every test: all landlords, languages and both databases
	@$(pytest) --matrix

lint: setup-test lint-only ## Check style, types, templates and the layers of the house

lint-only:
	@$(python) -m ruff check .
	@$(python) -m ruff format --check --quiet . || { echo "Run: .venv/bin/ruff format ." ; exit 1; }
	@bash scripts/lint_templates.sh
	@$(python) -m mypy
	@.venv/bin/lint-imports

checks: lint-only
	@$(python) -m translations check
	@$(python) -m tests.clauses --quiet

bench: setup-test ## Measure, compare with the limits we keep, and write a report into var/bench (an hour)
	@$(python) -m bench

bench-endurance: setup-test ## Measure residents who read and submit at saturation, 100,000 requests on each database (half an hour)
	@$(python) -m bench.endurance

bench-scale: setup-test ## Measure the back office with 1,000,000 customers and 200,000 cases on both databases (half an hour)
	@$(python) -m bench.scale

audit: setup ## Ask whether a known fault is in one of the libraries (asks the package index)
	@$(python) -m scripts.audit

sbom: setup ## Write the bill of materials of the libraries that are installed (var/sbom.json, CycloneDX)
	@$(python) -m scripts.sbom

clauses: setup-test ## List every clause with its tests; CHALLENGE=1 switches off each rule and asks whether they notice
	@$(python) -m tests.clauses $(if $(CHALLENGE),--challenge)

mutants: setup-test ## Break the rules in one place at a time and ask whether the tests notice (30 minutes)
	@$(python) -m scripts.mutants

static: setup ## Write the pages that need no database as files into DIR (var/static)
	@$(python) -m flask --app wsgi static export $(or $(DIR),var/static)

screenshots: setup-test ## Make the pictures of the README, and one of every page in every language (var/screenshots)
	@$(python) -m tests.browser.screenshots
