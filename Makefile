# Rapport: `make help` lists what there is.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN := .venv/bin
export UV_PROJECT_ENVIRONMENT := .venv
unexport PYTHONDONTWRITEBYTECODE # else every process compiles all modules anew, and tests take half as long again

.PHONY: help run test check bench pictures migrations clean
help: ## these lines
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

.uv/bin/uv:
	@echo "Installing uv into .uv ..."
	@$(PYTHON) -m venv .uv && .uv/bin/pip install --quiet uv

.venv/.ready: pyproject.toml uv.lock | $(filter .uv/bin/uv,$(UV))
	@$(UV) sync --quiet --frozen --all-extras --all-groups --compile-bytecode
	@touch $@

run: .venv/.ready ## set everything up with a demo and start web, worker and mail listener
	@exec $(RUN)/rapport run

test: .venv/.ready ## the test suite, on SQLite and on a PostgreSQL of its own
	@$(RUN)/python -m tests.run

check: .venv/.ready ## everything else: style, types, contracts, browser, load and fault tests
	@$(RUN)/python -m tests.check

bench: .venv/.ready ## measure speed at the sizes named in docs/benchmarks.md
	@$(RUN)/python -m bench $(BENCH)

pictures: .venv/.ready ## the screenshots that documents show, into docs/pictures
	@$(RUN)/python -m tests.pictures
	@RAPPORT_PICTURES=yes $(RUN)/python -m pytest -q tests/test_invitation_in_browser.py

migrations: .venv/.ready ## write missing migrations
	@$(RUN)/rapport migrate --make

clean: ## forget the demo's data
	@rm -rf var
