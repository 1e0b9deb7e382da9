# Thượng Tôn — the thinking stands in scripts/, these are only names for it.
PORT ?= 8000
ARGS ?=
PY := sh scripts/python.sh
VENV := .venv/bin
SOURCES := src packages tests scripts bench

.DEFAULT_GOAL := help
.PHONY: help run install dev test lint format bench docs messages assets postgres pin clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 16

run: ## environment, database, demonstration data, then the web site (PORT=8000)
	@$(PY) scripts/bootstrap.py run --port $(PORT)

install: ## the environment for running, and nothing else
	@$(PY) scripts/bootstrap.py install

dev: ## the environment for tests, style, types and documentation
	@$(PY) scripts/bootstrap.py install --dev

test: dev ## the whole suite on SQLite, then on PostgreSQL when its server is installed (ARGS= for pytest)
	@$(VENV)/python scripts/run_tests.py $(ARGS)

lint: dev ## style, types, floors, translations
	$(VENV)/ruff check $(SOURCES)
	$(VENV)/ruff format --check $(SOURCES)
	THUONGTON_SECRET_KEY=only-for-types $(VENV)/mypy
	$(VENV)/lint-imports
	$(VENV)/python scripts/check_messages.py

format: dev ## put the style right
	$(VENV)/ruff check --fix $(SOURCES)
	$(VENV)/ruff format $(SOURCES)

bench: dev ## accuracy and speed figures into bench/RESULTS.md
	@$(VENV)/python bench/run.py $(ARGS)

docs: dev ## HTML documentation into build/docs
	@$(VENV)/python scripts/build_docs.py

messages: dev ## gather the texts of the pages and compile the translations (needs gettext)
	@$(VENV)/python scripts/messages.py

assets: dev ## fetch the front-end files of package-lock.json and copy them into the product (needs npm)
	@$(VENV)/python scripts/vendor_assets.py

postgres: dev ## a throw-away PostgreSQL with the site on it, gone when it stops (PORT=8000)
	@$(VENV)/python scripts/with_postgres.py $(PY) scripts/bootstrap.py run --port $(PORT)

pin: dev ## write requirements/run.txt and dev.txt, with sums, from the environment
	@$(VENV)/python scripts/pin.py

clean: ## remove what can be made again (never var/, where the data is)
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache node_modules
