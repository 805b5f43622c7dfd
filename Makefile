# commandcenter: every target does the set-up it needs by itself, once (stamps in .venv/set-up).

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DONE   := $(VENV)/set-up
ARGS   ?=

# The web engine refuses its sandbox to root; only tests and pictures are made without it.
ROOT      := $(filter 0,$(shell id -u))
NOSANDBOX := $(if $(ROOT),QTWEBENGINE_DISABLE_SANDBOX=1)
NOSCREEN  := $(if $(DISPLAY)$(WAYLAND_DISPLAY),,$(NOSANDBOX))

# The tests start many processes: each would compile the whole program again.
COMPILED  := PYTHONDONTWRITEBYTECODE=

# A Python that was named must be the one used; without a name the .venv that is there will do.
EXACTLY    := $(if $(filter file,$(origin PYTHON)),,exactly)
MADE_VENV  := $(DONE)/venv$(if $(EXACTLY),-$(notdir $(PYTHON)))
FOR_RUN    := $(DONE)/system-run
FOR_TEST   := $(DONE)/system-test
READY      := $(DONE)/packages

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test lint types bench nightly doctor fonts setup clean

help:
	@echo 'make run      set up, then open the desk on the demo city (without a display: pictures in out/)'
	@echo 'make test     set up, then lint, types and all tests; ARGS="-k journal" picks some'
	@echo 'make lint     ruff          make types    mypy          make nightly  the long tests'
	@echo 'make bench    benchmarks    make doctor   examine this machine'
	@echo 'make fonts    the real 仿宋 and 小标宋 for paper (54 MB, half a minute)'
	@echo 'make clean    remove .venv, out/ and every cache'

run: $(FOR_RUN) $(READY)
	@$(NOSCREEN) $(BIN)/commandcenter demo $(ARGS)

test: $(FOR_TEST) lint types
	@$(NOSANDBOX) $(COMPILED) QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 -m 'not nightly' $(ARGS)

nightly: $(FOR_TEST) $(READY)
	@$(NOSANDBOX) $(COMPILED) QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m nightly --timeout 0 $(ARGS)

bench: $(FOR_TEST) $(READY)
	@$(NOSANDBOX) QT_QPA_PLATFORM=offscreen PYTHONPATH=. $(BIN)/python benchmarks/goals.py $(ARGS)

lint: $(READY)
	@$(BIN)/python -m ruff check
	@$(BIN)/python -m ruff format --check

types: $(READY)
	@$(BIN)/python -m mypy

doctor: $(READY)
	@$(BIN)/commandcenter doctor

fonts: $(READY)
	@$(BIN)/python packaging/fonts.py

setup: $(FOR_TEST) $(READY)

clean:
	rm -rf $(VENV) out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE_VENV):
	@sh packaging/make_venv.sh '$(PYTHON)' $(VENV) $(EXACTLY)
	@mkdir -p $(DONE) && touch $@

$(FOR_RUN): packaging/system-packages.txt packaging/system_packages.py | $(MADE_VENV)
	@$(BIN)/python packaging/system_packages.py run
	@touch $@

$(FOR_TEST): packaging/system-packages.txt packaging/system_packages.py | $(MADE_VENV)
	@$(BIN)/python packaging/system_packages.py run test
	@touch $(FOR_RUN) $@

$(READY): pyproject.toml | $(MADE_VENV) $(FOR_RUN)
	@echo 'set-up: installing Python packages into $(VENV) (about 1.3 GB)'
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[dev]'
	@$(BIN)/python packaging/qt_loads.py || { rm -f $(FOR_RUN) $(FOR_TEST); exit 1; }
	@echo 'set-up: done. Paper prints with the fonts of the system; make fonts brings the real 仿宋 and 小标宋.'
	@touch $@
