# The few commands of this project; the same here and in CI. The work is done by scripts in packaging/.

.DEFAULT_GOAL := help
.PHONY: help setup run tour pictures check test bench torture package lock clean

# Set in some environments; it would make every start compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
PYTEST_FLAGS ?= -n 2 --dist worksteal

help:  ## Say what each command does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup  ## Open the console on a demo desk (without a screen: the tour); sets everything up first
	@sh packaging/run.sh

test: check  ## Run the checks and all tests; sets everything up first
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(PYTEST_FLAGS)

check: setup  ## Lint, formatting, types, import contracts
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

tour: setup  ## Drive the real console through a shift, offscreen; pictures go to build/tour
	@sh packaging/run.sh tour

pictures: tour  ## Take the README's pictures anew from the tour
	@mkdir -p resources/guide/pictures
	@cp build/tour/01-journal.png resources/guide/pictures/journal.png
	@cp build/tour/12-verified.png resources/guide/pictures/verified.png

bench: setup  ## Measure against peers; figures go to build/bench.json
	@$(BIN)/python -m tests.bench

torture: setup  ## Random walks, kills and faults by seed; figures go to build/torture.json
	@$(BIN)/python -m tests.torture $(TORTURE)

package: setup  ## Build a wheel into dist/ (.deb and Windows installers come with a later issue)
	@$(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w dist . && ls dist

setup:  ## Only set up: system packages, .venv
	@sh packaging/setup.sh

lock:  ## Write requirements.lock anew from pyproject.toml
	@sh packaging/lock.sh

clean:  ## Throw away what was made, except .venv
	rm -rf build dist *.egg-info
