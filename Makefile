# Zhirong 知融. `make run` starts it, `make test` proves it; README.md says the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
# Tests wait for the database while it works: three keep two cores busy.
WORKERS ?= 3
# Browser journeys wait more than they work.
SLOW_WORKERS ?= 4
# Groups in the order of tests/conftest.py, not the largest by number first.
SPREAD := --dist loadgroup --no-loadscope-reorder
FRONTEND_SOURCES := $(shell find frontend/src frontend/public frontend/index.html frontend/vite.config.ts -type f 2>/dev/null)

.PHONY: help run test test-web test-slow test-s3 check format bench generate locks tools browser

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: tools .venv/.run frontend/dist/.built ## install, build, start with the demonstration on http://127.0.0.1:8000
	@exec $(BIN)/zhirong serve --demo

test: tools ## everything but the long runs
	@$(MAKE) --no-print-directory -j3 .venv/.dev frontend/node_modules/.installed browser
	@$(MAKE) --no-print-directory -j2 -Otarget check-python test-web check-web check-locks frontend/dist/.built
	$(BIN)/pytest -q -n $(WORKERS) $(SPREAD)

test-web: frontend/node_modules/.installed ## the web app's own tests
	cd frontend && npm run --silent test

test-slow: tools .venv/.dev browser frontend/dist/.built ## the long runs
	$(BIN)/pytest -q -n $(SLOW_WORKERS) $(SPREAD) -m slow --durations=12

test-s3: tools .venv/.dev ## the object stores' tests against the S3 server of ZHIRONG_S3_*, or Debian's radosgw
	$(BIN)/pytest -q -m s3 tests/storage

check: tools check-python check-web check-locks ## style, types, imports, freshness of what is generated

check-python: .venv/.dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zhirong export-openapi --check

check-web: frontend/node_modules/.installed
	cd frontend && npm run --silent lint && npm run --silent typecheck && npm run --silent check-generated

.PHONY: check-python check-web check-locks
check-locks: .venv/.dev
	@for lock in requirements requirements-dev; do \
	  cp $$lock.lock .venv/$$lock.lock; \
	  extra=$$([ $$lock = requirements-dev ] && echo "--extra dev" || true); \
	  if $(COMPILE) $$extra pyproject.toml -o .venv/$$lock.lock 2>.venv/uv.log; then \
	    diff -q $$lock.lock .venv/$$lock.lock >/dev/null || { echo "$$lock.lock is stale: make locks"; exit 1; }; \
	  else grep -qiE "connect|network|fetch|timed out" .venv/uv.log \
	    && echo "$$lock.lock: no package index in reach, freshness not checked" \
	    || { cat .venv/uv.log; exit 1; }; fi; done
	@! grep -nE "https?://" requirements.lock requirements-dev.lock || { echo "a lock names a host"; exit 1; }
	@! grep -n '"resolved"' frontend/package-lock.json || { echo "a lock names a host"; exit 1; }

COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --extra build \
  --no-emit-index-url --no-emit-find-links --no-annotate --no-header

locks: .venv/.dev ## write the Python locks anew
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --extra dev pyproject.toml -o requirements-dev.lock

generate: .venv/.dev frontend/node_modules/.installed ## contracts/openapi.json and the typed client
	$(BIN)/zhirong export-openapi
	cd frontend && npm run --silent generate

format: .venv/.dev ## ruff's form, safe fixes
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: tools .venv/.dev frontend/dist/.built ## measurements: a table and var/bench.json
	@cd tests/bench/lighthouse && { [ -e node_modules/.bin/lighthouse ] || npm ci --no-audit --no-fund --loglevel=error \
	  || echo "Lighthouse cannot be installed: the first page is weighed, not timed"; }
	$(BIN)/python -m tests.bench

tools:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Missing: Python 3.11 or newer (Debian: apt install python3)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Missing: Python's venv module (Debian: apt install python3-venv)"; exit 1; }
	@command -v node >/dev/null && node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||(a===20&&b>=19)?0:1)' \
	  || { echo "Missing: Node.js 20.19 or newer"; exit 1; }
	@command -v npm >/dev/null || { echo "Missing: npm (it comes with Node.js)"; exit 1; }

.venv/bin/python:
	@echo "→ making .venv"
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.lock pyproject.toml | .venv/bin/python
	@echo "→ installing the locked Python requirements (once; a minute or two)"
	@[ -e .venv/.dev ] || $(BIN)/pip install --disable-pip-version-check --progress-bar on --require-hashes -r requirements.lock | grep -vE '^(Requirement already|  Using cached)' || true
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "→ installing the locked development requirements (once; a minute or two)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ .venv/.run

frontend/node_modules/.installed: frontend/package-lock.json frontend/package.json
	@echo "→ installing the web app's packages (once)"
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

frontend/dist/.built: frontend/node_modules/.installed $(FRONTEND_SOURCES)
	@echo "→ building the web app"
	@cd frontend && npm run --silent build
	@touch $@

# Debian's chromium, for the browser journeys; where it cannot be had they skip and say so.
browser:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && echo "→ installing Debian's chromium" \
	  && apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; } \
	  || echo "chromium is not here and cannot be installed: the browser journeys will skip"
