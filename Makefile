# Everything a developer types. `make` alone lists it; each recipe is one script of bin/.
# Options are given as NAME=value and reach the scripts through the environment.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run test check fix audit audit-kit bench-doors bench-site bench-year pictures requirements clean

help: ## list these commands
	@bin/help $(MAKEFILE_LIST)

run: ## install, build the demonstration and serve it   [PORT=8000] [CONTENT=DIR] [STAGE=…] [TODAY=2026-03-02] [FRESH=1]
	@bin/run

test: ## run the tests   [DB=both|sqlite|postgresql] [K=words of test names] [ARGS="pytest options"]
	@bin/test

check: ## style, types, import law, templates, migrations, deployment, catalogues
	@bin/check

fix: ## put right what can be put right by itself: style, order of imports, templates, catalogues
	@bin/fix

audit: ## compare the pinned packages with the published security advisories
	@bin/audit

audit-kit: ## print what an accessibility audit starts from: pages, criteria, grids   [PORT=8000] [TODAY=…]
	@bin/audit-kit

bench-site: ## the programme page uncached, cached, and as a file of nginx   [CONTENT=DIR] [WORKERS=1] [SECONDS=5] [ROUNDS=3]
	@bin/bench-site

pictures: ## take again the pictures of docs/pictures, from the demonstration
	@bin/environment test && .venv/bin/python bin/pictures

requirements: ## pin again the packages that pyproject.toml asks for   [UPGRADE=1]
	@bin/requirements

bench-doors: ## measure the search of doors at 90 000 doors   [DATA=../shared/data/doors] [SIZE=90000]
	@bin/bench-doors

bench-year: ## queries and milliseconds of each page of support, after a year of fifteen   [SUPPORTS=15] [ROUNDS=20] [DATABASE_URL=postgresql://…]
	@bin/bench-year

clean: ## remove what the tests and the tools left (never the data of make run)
	@rm -rf var/test var/check .mypy_cache .ruff_cache .import_linter_cache .hypothesis .pytest_cache
