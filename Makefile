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
# By night no test begins after so many seconds: the last ones end within 90 minutes of the start.
NIGHT     := --timeout 3600 -p tests.budget --budget 4200
# Three on two cores, for a fifth of the time a test waits for a server or a timer. What judges by
# a clock runs after all else, in one process.
TESTING    = $(NOSANDBOX) $(COMPILED) QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/in_parts.py

# A Python that was named must be the one used; without a name the .venv that is there will do.
EXACTLY    := $(if $(filter file,$(origin PYTHON)),,exactly)
MADE_VENV  := $(DONE)/venv$(if $(EXACTLY),-$(notdir $(PYTHON)))
FOR_RUN    := $(DONE)/system-run
FOR_TEST   := $(DONE)/system-test
PACKAGES   := $(DONE)/packages-run
READY      := $(DONE)/translations
READY_DEV  := $(DONE)/packages-dev

# The locks name each package with the digests of its files. One is built here, and so is the
# program: with the setuptools of the lock, for pip's own isolated build would fetch any.
PIP    := $(BIN)/python -m pip install -q --disable-pip-version-check
BUILDS := --use-pep517 --no-build-isolation
LOCKED := $(PIP) $(BUILDS) --require-hashes -r

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test affected mutants lint types bench nightly fuzz doctor fonts lock advisories packages windows manual translations setup clean

help:
	@echo 'make run      set up, then open the desk on the demo city (without a display: pictures in out/)'
	@echo 'make test     set up, then lint, types and the tests of the day (not the nightly); ARGS="-k journal" picks some'
	@echo 'make affected the tests that the uncommitted change concerns, the nearest first, in two minutes'
	@echo 'make mutants  small faults put into a copy of the program: which does no test find? ARGS="--number 60"'
	@echo 'make lint     ruff          make types    mypy          make nightly  the long tests'
	@echo 'make bench    benchmarks    make doctor   examine this machine'
	@echo 'make manual   the manual with pictures drawn of the demo: out/manual.pdf and out/manual.html'
	@echo 'make translations   bring what is new in the sources into the catalogue of English texts'
	@echo 'make fonts    the real 仿宋 and 小标宋 for paper (54 MB, half a minute)'
	@echo 'make setup    what make test sets up, and no more'
	@echo 'make lock     pin packages that pyproject.toml newly wants; ARGS=--upgrade pins the newest of all'
	@echo 'make fuzz     an hour of made-up input for all that reads files; ARGS="--minutes 5 --target csv"'
	@echo 'make advisories FILE=all.zip   hold the locked packages against a list of advisories (OSV)'
	@echo 'make packages  a .deb and a .tar.xz with all that a desk without a network needs, in out/packages'
	@echo 'make windows  try the description of the Windows bundle by a folder for Linux'
	@echo 'make clean    remove .venv, out/ and every cache'

run: $(FOR_RUN) $(READY)
	@$(NOSCREEN) $(BIN)/commandcenter demo $(ARGS)

test: $(FOR_TEST) lint types
	@$(TESTING) "-n 3 -m 'not nightly and not timing'" "-n 0 -m 'timing and not nightly'" -- $(ARGS)

nightly: $(FOR_TEST) $(READY_DEV)
	@$(TESTING) "-n 2 --dist loadgroup $(NIGHT) --durations 20 -m 'nightly and not timing'" \
		"-n 0 $(NIGHT) --durations 5 -m 'nightly and timing'" -- $(ARGS)

affected: $(FOR_TEST) $(READY_DEV)
	@$(NOSANDBOX) $(COMPILED) QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/affected.py $(ARGS)

mutants: $(FOR_TEST) $(READY_DEV)
	@$(NOSANDBOX) $(COMPILED) QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/mutants.py $(ARGS)

bench: $(FOR_TEST) $(READY_DEV)
	@$(NOSANDBOX) $(COMPILED) QT_QPA_PLATFORM=offscreen PYTHONPATH=. $(BIN)/python benchmarks/goals.py $(ARGS)

fuzz: $(FOR_TEST) $(READY_DEV)
	@$(NOSANDBOX) $(COMPILED) QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.fuzz $(ARGS)

lint: $(READY_DEV)
	@$(BIN)/python -m ruff check
	@$(BIN)/python -m ruff format --check

types: $(READY_DEV)
	@$(BIN)/python -m mypy

doctor: $(READY)
	@$(BIN)/commandcenter doctor

fonts: $(READY)
	@$(BIN)/python packaging/fonts.py

lock: | $(MADE_VENV)
	@$(BIN)/python packaging/lock.py $(ARGS)

FILE ?=
advisories: $(READY_DEV)
	@$(BIN)/python packaging/advisories.py $(if $(FILE),'$(FILE)') $(ARGS)

packages: $(READY_DEV)
	@$(BIN)/python packaging/packages.py $(ARGS)

windows: $(READY_DEV)
	@$(NOSANDBOX) $(BIN)/python packaging/windows/try_spec.py $(ARGS)

manual: $(FOR_RUN) $(READY)
	@mkdir -p out
	@$(NOSANDBOX) $(BIN)/commandcenter manual --out out/manual.pdf $(ARGS)
	@$(NOSANDBOX) $(BIN)/commandcenter manual --html --out out/manual.html $(ARGS)

translations: $(READY_DEV)
	@$(BIN)/python packaging/translations.py $(ARGS)

setup: $(FOR_TEST) $(READY_DEV)

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

# The packages, and the texts of other languages compiled.
$(READY): resources/translations/commandcenter_en.ts packaging/compile_translations.py $(PACKAGES)
	@$(BIN)/python packaging/compile_translations.py
	@touch $@

$(PACKAGES): pyproject.toml setup.py packaging/locked-build.txt packaging/locked-run.txt | $(MADE_VENV) $(FOR_RUN)
	@echo 'set-up: installing Python packages into $(VENV) (about 1.1 GB)'
	@$(PIP) --require-hashes -r packaging/locked-build.txt
	@$(LOCKED) packaging/locked-run.txt
	@$(PIP) $(BUILDS) --no-deps -e .
	@$(BIN)/python packaging/qt_loads.py || { rm -f $(FOR_RUN) $(FOR_TEST); exit 1; }
	@echo 'set-up: done. Paper prints with the fonts of the system; make fonts brings the real 仿宋 and 小标宋.'
	@rm -f $(DONE)/packages # the stamp of 0.2.0, which knew no locks
	@touch $@

$(READY_DEV): packaging/locked-dev.txt $(PACKAGES) | $(READY)
	@echo 'set-up: installing the developers’ packages too (0.4 GB more)'
	@$(LOCKED) packaging/locked-dev.txt
	@touch $@
