# One line per target after "##" is what `make help` prints.
VENV    := .venv
PYTHON  ?= python3
BIN     := $(VENV)/bin
UV      ?= uv

.PHONY: help setup run test lint bench fit lock clean
.DEFAULT_GOAL := help

help:  ## show this
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Shoulder needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib bot handlers memory prompts >/dev/null 2>&1 || true
	touch $@

$(BIN)/.installed-dev: $(BIN)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

setup: $(BIN)/.installed  ## install into .venv and build the library index
	$(BIN)/shoulder library build

run: setup  ## set up and start the bot (page on http://127.0.0.1:8080)
	$(BIN)/shoulder run

# Most tests wait for a lane or a socket, so three run at once, on two cores, too. Files keep their order:
# by the number of their tests, few long ones would be left for the end, for one to run and two to wait.
test: setup $(BIN)/.installed-dev  ## set up and run all tests
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

lint: $(BIN)/.installed-dev  ## ruff, mypy, import directions, library check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/shoulder library check

bench: setup $(BIN)/.installed-dev  ## measure speed and quality on this machine
	$(BIN)/python -m tests.bench

fit: $(BIN)/.installed-dev  ## fit the weights again from training/examples (an hour; needs torch)
	$(BIN)/python -m training.fit --write
	$(BIN)/python -m training.fit_ngrams --all
	$(BIN)/python -m training.fit_orders --write
	$(BIN)/python -m training.fit_acts --write
	$(BIN)/python -m training.fit_remarks
	$(BIN)/python -m training.fit_opinion --cache $(VENV)/fit_opinion --write
	$(BIN)/python -m training.practice --write
	$(BIN)/python -m training.fit_assist
	$(BIN)/python -m training.fit_affinity

lock:  ## renew requirements*.lock (needs uv)
	$(UV) pip compile pyproject.toml --universal --generate-hashes -q --no-header -o requirements.lock
	$(UV) pip compile pyproject.toml --group dev --universal --generate-hashes -q --no-header -o requirements-dev.lock

clean:  ## remove the virtual environment and caches (your data stays)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
