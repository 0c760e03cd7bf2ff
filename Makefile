# Every target does all its own set-up. `make demo` runs the main job, `make test` passes the tests.
PYTHON ?= python3
BIN := .venv/bin
RUNTIME := .venv/.runtime
DEV := .venv/.dev
FONTS := resources/fonts/NotoSerifSC-Standard.ttf
OFFSCREEN := QT_QPA_PLATFORM=offscreen
PIP := $(BIN)/pip --disable-pip-version-check --no-input -q

SHIM := .venv/faults.so
INET := $(CURDIR)/.venv/internet-sockets
GUARD := FAULT_INET_LOG=$(INET) LD_PRELOAD=$(CURDIR)/$(SHIM)
PYTEST := $(BIN)/python -m pytest -q
# Two processes; a file's tests share what they are slow to make, the slowest files come first.
TWO := -n 2 --dist loadfile --no-loadscope-reorder
WITHOUT_QT := -c tests/without_qt.ini --rootdir=. --qt none
QT_FREE := $(addprefix tests/,journeys forms models resources ui packaging architecture)
FAULT := LD_PRELOAD=$(CURDIR)/$(SHIM) $(PYTEST) -n 2 $(WITHOUT_QT) tests/fault

.PHONY: demo run test test-quick lint fault fault-long accept accept-package bench bench-package mutants golden screenshots fonts package package-wine release clean

demo: $(RUNTIME) $(FONTS)
	$(OFFSCREEN) $(BIN)/python main.py demo demo-out

run: $(RUNTIME) $(FONTS)
	$(BIN)/python main.py

test: lint
	rm -f $(INET)
	$(OFFSCREEN) $(GUARD) $(PYTEST) $(TWO) --qt only
	$(GUARD) $(PYTEST) $(TWO) $(WITHOUT_QT) tests/fault $(QT_FREE)
	test ! -e $(INET)  # no internet socket was asked for

# While a change is being made: everything but the window and the faults.
test-quick: lint
	$(PYTEST) $(TWO) $(WITHOUT_QT) $(QT_FREE)

lint: $(DEV) $(FONTS) $(SHIM)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fault: $(DEV) $(FONTS) $(SHIM)
	$(FAULT)

fault-long: $(DEV) $(FONTS) $(SHIM)
	ZHIJIAO_FAULT=long $(FAULT)

$(SHIM): tests/fault/shim.c $(DEV)
	packaging/system_packages.sh fault
	gcc -O2 -Wall -Wextra -Werror -shared -fPIC -o $@ $< -ldl

accept: $(DEV) $(FONTS)
	packaging/system_packages.sh accept
	$(BIN)/python -m pytest -v -c tests/without_qt.ini --rootdir=. tests/accept --accept-out=accept-out

accept-package: $(DEV) $(FONTS)
	packaging/system_packages.sh accept
	$(BIN)/python -m pytest -v -c tests/without_qt.ini --rootdir=. tests/accept/test_input_methods.py \
	  --accept-out=accept-out --program=build/stage/one-folder/zhijiao-qingdan/zhijiao-qingdan

bench: $(DEV) $(FONTS)
	packaging/system_packages.sh accept
	$(OFFSCREEN) $(BIN)/python -m tests.benchmarks.run

# The expected texts of the demo's papers, written anew: look at the difference before it is committed.
golden: $(DEV) $(FONTS)
	$(BIN)/python -m tests.golden

# Would the tests tell? COUNT faults drawn by SEED, each against the tests that run its line; hours, not minutes.
SEED := 1
COUNT := 40
mutants: $(DEV) $(FONTS) $(SHIM)
	$(PIP) install --require-hashes -r requirements-mutants.txt
	$(OFFSCREEN) $(BIN)/python -m tests.mutants.run --seed $(SEED) --count $(COUNT)

bench-package: $(DEV) $(FONTS)
	packaging/system_packages.sh package
	$(BIN)/python tests/benchmarks/packaged.py build/stage/one-folder

screenshots: $(RUNTIME) $(FONTS)
	$(OFFSCREEN) $(BIN)/python packaging/screenshots.py docs/screenshots resources/help/pictures

package: $(RUNTIME) $(FONTS)
	packaging/system_packages.sh package
	$(BIN)/python packaging/build.py

package-wine: $(RUNTIME) $(FONTS)
	packaging/system_packages.sh package
	$(BIN)/python packaging/build.py --wine

release: $(DEV)
	$(BIN)/python packaging/release.py

fonts: $(FONTS)

$(RUNTIME): requirements.txt requirements-build.txt packaging/system_packages.sh
	packaging/system_packages.sh runtime
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --require-hashes -r requirements-build.txt
	touch $@

$(DEV): $(RUNTIME) requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	touch $@

$(FONTS): $(RUNTIME) packaging/build_fonts.py resources/standard_characters.txt
	$(BIN)/python packaging/build_fonts.py resources/fonts

clean:
	rm -rf .venv demo-out accept-out bench-out resources/fonts/*.ttf resources/fonts/*.txt
