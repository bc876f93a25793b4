# `make run` serves the catalogue, `make test` runs every test; README.md says more.
# Needs python3 (3.11 or newer) with venv; another one: `make run PYTHON=/path/to/python3`.

.DEFAULT_GOAL := run
.PHONY: run dev lint test test-postgresql bench messages vendor locks venv venv-dev

PYTHON ?= python3
PIP_INSTALL = .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate pyproject.toml
# Settings of a public host, to hold `check --deploy` against; the key is nobody's.
PUBLIC_HOST = P2PMAP_URL=https://map.example.org P2PMAP_DATA=.cache/public-host \
	SECRET_KEY=0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefg

run: venv
	@exec .venv/bin/python -m p2pmap.serve

dev: venv-dev
	@exec .venv/bin/python -m p2pmap.serve --reload

test: venv-dev
	@exec .venv/bin/python -m tests

# Quick, on PostgreSQL alone: `make test-postgresql ARGS="tests/initiatives -q"`
test-postgresql: venv-dev
	@exec .venv/bin/python -m tests.postgresql .venv/bin/pytest $(ARGS)

# djlint lints and does not format: its formatter adds white space inside running text.
lint: venv-dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy .
	.venv/bin/lint-imports
	.venv/bin/djlint templates --lint --quiet
	.venv/bin/python manage.py makemigrations --check --dry-run
	.venv/bin/python -m p2pmap.message_catalogue check
	$(PUBLIC_HOST) .venv/bin/python manage.py check --deploy --fail-level WARNING

bench: venv-dev
	@exec .venv/bin/python -m tests.bench

# New messages into p2pmap/locale/*/LC_MESSAGES/django.po, for translation.
messages: venv-dev
	.venv/bin/python -m p2pmap.message_catalogue update

# static/vendor/ again from its packages, and what is derived from it; needs npm.
vendor: venv-dev
	@exec .venv/bin/uv run --quiet --no-project --python .venv/bin/python --with "fonttools[woff]==4.68.0" \
		python -m tests.vendor

# After a change of dependencies in pyproject.toml; `make locks UPGRADE=--upgrade` for new versions.
locks: venv-dev
	$(COMPILE) $(UPGRADE) --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --constraints requirements.lock --group dev --output-file requirements-dev.lock

# .venv holds a copy of the lock that it was made from: when the lock changed, it is made anew.
# The development lock holds the other one, so either of them will do to run the site.
venv:
	@cmp -s requirements-dev.lock .venv/installed.lock || $(MAKE) --no-print-directory .venv-from LOCK=requirements.lock

venv-dev:
	@$(MAKE) --no-print-directory .venv-from LOCK=requirements-dev.lock

.PHONY: .venv-from
.venv-from:
	@cmp -s $(LOCK) .venv/installed.lock && .venv/bin/python -c "" 2>/dev/null && exit 0; \
	$(PYTHON) -c "" || { echo "p2pmap needs Python 3.11 or newer: install python3." >&2; exit 1; }; \
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
		echo "p2pmap needs Python 3.11 or newer: name one, as in make run PYTHON=/path/to/python3." >&2; exit 1; }; \
	$(PYTHON) -c "import venv, ensurepip" 2>/dev/null || { \
		echo "Python has no venv here: install it (on Debian and Ubuntu the package python3-venv)." >&2; exit 1; }; \
	cmp -s requirements.lock .venv/installed.lock && .venv/bin/python -c "" 2>/dev/null \
		|| $(PYTHON) -m venv --clear .venv || exit 1; \
	echo "Installing what $(LOCK) lists ..."; \
	rm -f .venv/installed.lock; \
	$(PIP_INSTALL) --requirement $(LOCK) && cp $(LOCK) .venv/installed.lock
