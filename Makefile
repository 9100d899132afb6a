# People and CI run the same targets. Each sets up what it needs in .venv, once; all it takes is make and Python 3.11+.

PYTHON := $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
RUN := .venv/ready-to-run
DEV := .venv/ready-to-develop

.DEFAULT_GOAL := help
.PHONY: help lab grade test check format release lessons corpus attack bench docs clean

help:
	@echo "make lab      open the lessons in JupyterLab"
	@echo "make grade    make a sample class, grade it, write the report"
	@echo "make test     run all tests"
	@echo "make check    look at style, types and notebooks"
	@echo "make format   put the code into the common style"
	@echo "make release  build release/, what students get, from source/"
	@echo "make lessons  run the lessons again and keep their outputs"
	@echo "make corpus   judge the corpus of right and wrong answers, print the figures"
	@echo "make attack   grade the corpus of attacks beside honest work, print what they gained"
	@echo "make bench    measure checks, and our grading against nbgrader's own (ten minutes)"
	@echo "make docs     write the generated pages of docs/, the index and the lessons' links"
	@echo "make clean    remove caches, feedback/ and reports/ (never submitted/ or gradebook.db)"

# JupyterLab shows the pictures of a notebook (SVG in HTML) only if it trusts the notebook.
lab: $(RUN)
	$(BIN)/jupyter trust notebooks/*.ipynb release/*/*.ipynb
	$(BIN)/jupyter lab --config=jupyter_lab_config.py

grade: $(RUN)
	$(BIN)/python examples/make_class.py
	$(BIN)/autograder grade
	$(BIN)/autograder report

# The cells of a notebook share a kernel, and the class is graded once: a file stays on one worker.
test: $(DEV)
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/autograder lint --run
	$(BIN)/autograder release --check

format: $(DEV)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

release: $(RUN)
	$(BIN)/autograder release

lessons: $(RUN)
	$(BIN)/autograder lessons

corpus: $(RUN)
	$(BIN)/autograder corpus

attack: $(RUN)
	$(BIN)/autograder attack

bench: $(RUN)
	$(BIN)/autograder bench

docs: $(RUN)
	$(BIN)/autograder index
	$(BIN)/autograder mistakes
	$(BIN)/autograder sizing

clean:
	rm -rf autograded feedback reports build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -path ./.venv -prune -o \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

$(RUN): requirements.txt pyproject.toml | .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(DEV): requirements-dev.txt $(RUN)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

.venv:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and there is none on the PATH."; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }
