# make demo, make test: all that a newcomer needs. make check is read-only; make fix writes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export OMP_THREAD_LIMIT := 1

.PHONY: setup system demo test check fix lock golden golden-ocr readme samples dictionaries bench-batch help golden-forms bench-parse bench-scans bench-program bench-samples bench-heads bench-restore bench-light
help: ## show this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/'

system:
	@$(PYTHON) tools/install_system.py

$(VENV)/.installed: requirements/dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

setup: system $(VENV)/.installed ## install Tesseract and the locked environment
	$(BIN)/python -m compileall -q src

demo: setup ## ingest a sample scan and show its tasks
	$(BIN)/python tools/demo.py

test: setup check ## everything that CI runs

check: ## read-only: format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

fix: ## write what the formatter and the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

samples: ## draw samples/ anew from its plan.toml files
	$(BIN)/python tools/make_samples.py

golden: golden-forms ## rewrite the samples' expected outputs from recorded OCR
	$(BIN)/python tools/goldens.py

golden-ocr: ## the same, the scans read anew by Tesseract
	$(BIN)/python tools/goldens.py --ocr

readme: ## run the README's commands and write what they print
	$(BIN)/python tools/readme.py

lock: ## renew the lock files
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet --all-extras --group dev -o requirements/dev.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet -o requirements/core.lock pyproject.toml

bench-batch: ## pages a minute on one core and two, and how fast a finished batch resumes
	$(BIN)/python tools/bench_batch.py

golden-forms: ## rewrite the expected records of samples/forms; read the diff
	PLANPARSE_GOLDEN=rewrite $(BIN)/pytest -q tests/golden/test_forms.py

bench-samples: ## how right and how fast the samples are read, the whole way
	$(BIN)/python tools/bench_samples.py

bench-heads: ## heads and signers of invented letters under seals, pens and stamps
	$(BIN)/python tools/bench_heads.py

bench-parse: ## seconds a page of the parser, up to 5,000 pages
	$(BIN)/python tools/bench_parse.py

bench-scans: ## scans beside plain Tesseract and OCRmyPDF: errors, pages a minute
	$(BIN)/python tools/bench_scans.py

bench-program: ## the whole program on the clock beside plain Tesseract: make bench-program SCAN="a.pdf b.pdf"
	$(BIN)/python tools/bench_program.py $(SCAN)

bench-restore: ## restoration: make bench-restore GOLD=right.txt WRECK=wrecked.txt CLEAN="right texts"
	$(BIN)/python tools/bench_restore.py $(if $(GOLD),--pair $(GOLD) $(WRECK)) $(if $(CLEAN),--clean $(CLEAN))

# OCRs that never saw Vietnamese; tools/install_system.py --readers installs them.
FOREIGN := --reader fra --reader deu --reader spa --reader ocrad --reader ita
bench-light: ## restoration after OCR with vie: make bench-light GOLD=right.txt READ=scan.pdf
	$(BIN)/python tools/bench_light.py --left --read $(GOLD) $(READ)

dictionaries: ## count the language's dictionaries anew: make dictionaries CORPUS=folder GOLD=right.txt WRECK=wrecked.txt
	@test -n "$(CORPUS)" || { echo "name the folder of texts: make dictionaries CORPUS=folder"; exit 2; }
	$(PYTHON) tools/install_system.py --readers
	$(BIN)/python tools/build_lexicon.py --corpus $(CORPUS)
	$(BIN)/python tools/build_language_model.py --corpus $(CORPUS)
	$(BIN)/python tools/build_channel.py render --corpus $(CORPUS) --reader eng --out dictionaries/channel_english.tsv
	$(BIN)/python tools/build_channel.py render --corpus $(CORPUS) --reader vie --pages 200 --out dictionaries/channel_vietnamese.tsv --words dictionaries/misread_words.tsv
	$(BIN)/python tools/build_channel.py render --corpus $(CORPUS) $(FOREIGN) --pages 150 --out dictionaries/channel_latin.tsv
	$(BIN)/python tools/build_markers.py --out dictionaries/list_letters.tsv
	$(if $(GOLD),$(BIN)/python tools/build_channel.py pairs $(GOLD) $(WRECK) --least 1 --out dictionaries/channel_english_times.tsv)
