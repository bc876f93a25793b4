# `make run` serves the catalogue, `make test` runs every test. README.md says more.

SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin

.PHONY: test test-postgresql

test:
	$(BIN)/pytest

# Quick: `make test-postgresql ARGS="tests/initiatives -q"`
test-postgresql:
	$(BIN)/python -m tests.postgresql $(BIN)/pytest $(ARGS)
