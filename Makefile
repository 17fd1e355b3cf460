# The developer's manual. `make run` and `make test` work from nothing.
PORT ?= 8501
SERVERS ?= 2
VENV := .venv
PY := $(VENV)/bin/python
TEXTS := $(if $(ARTICLE_TEXTS),--texts $(ARTICLE_TEXTS))

.PHONY: bench plotly run floor setup test test-engines check verify quality export record schema lock screenshots browser engines

run: $(VENV)/.run            ## Set up and start the desk on its embedded facts; PORT= chooses the port
	@echo "Entente: http://localhost:$(PORT)"
	@$(PY) -m streamlit run dashboard.py --server.port $(PORT) --server.headless true

floor: $(VENV)/.postgres     ## Several desk servers (SERVERS=2) behind nginx on PORT, on one ledger in PostgreSQL; LEDGER_URL= takes yours
	@$(PY) -m hosting --servers $(SERVERS) --port $(PORT)

setup: $(VENV)/.dev browser engines ## Everything that tests and checks need: the browser, PostgreSQL, nginx, Spark

test: setup                  ## All tests: units, pages, the real browser, the other engines
	$(PY) -m pytest -n 2 --dist loadgroup tests

test-engines: setup          ## The same queries on DuckDB, PostgreSQL and Spark, frames compared
	$(PY) -m pytest -q tests/engines

check: $(VENV)/.dev          ## Style, types, one-way imports, and the facts themselves
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) -m data verify $(TEXTS)

verify: $(VENV)/.run         ## The gate on the facts; ARTICLE_TEXTS=DIR holds them against their texts
	$(PY) -m data verify $(TEXTS)

quality: $(VENV)/.run        ## What the facts lack: a place, a whole text, a second origin, an outcome, an identifier, a check
	$(PY) -m data quality

record: $(VENV)/.run         ## Append what is new to seeds/recorded.csv
	$(PY) -m data record $(TEXTS)

export: $(VENV)/.run         ## One CSV a frame into OUT (default out/); KNOWN=2023-12-31 as known on a day
	$(PY) -m data export --out $(or $(OUT),out) $(if $(KNOWN),--known $(KNOWN))

schema: $(VENV)/.run         ## JSON Schema of the seed files, for editors
	$(PY) -m data schema

screenshots: setup           ## The pictures of the README, from the running desk
	$(PY) -m tests.browser.screenshots

lock: $(VENV)/.dev           ## Pin everything anew from pyproject.toml
	$(VENV)/bin/uv pip compile -q --universal --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.txt
	$(VENV)/bin/uv pip compile -q --universal --no-emit-index-url --no-annotate --no-header --extra dev pyproject.toml -c requirements.txt -o requirements-dev.txt
	$(VENV)/bin/uv pip compile -q --universal --no-emit-index-url --no-annotate --no-header --extra bench pyproject.toml -c requirements.txt -o requirements-bench.txt
	$(VENV)/bin/uv pip compile -q --universal --no-emit-index-url --no-annotate --no-header --extra engines pyproject.toml -c requirements.txt -o requirements-engines.txt
	$(VENV)/bin/uv pip compile -q --universal --no-emit-index-url --no-annotate --no-header --extra postgres pyproject.toml -c requirements.txt -o requirements-postgres.txt

plotly: $(VENV)/.run         ## The bundle of plotly.js that belongs to the plotly pinned; needs npm, and only after a new pin
	npm pack --silent --pack-destination $(VENV) plotly.js-basic-dist-min@$$($(PY) -c "import plotly.offline as o; print(o.get_plotlyjs_version())")
	tar xzf $(VENV)/plotly.js-basic-dist-min-*.tgz -C static/plotly --strip-components=1 package/LICENSE package/plotly-basic.min.js
	rm $(VENV)/plotly.js-basic-dist-min-*.tgz

bench: $(VENV)/.bench browser engines ## Peers side by side in a browser, on made ledgers; results in bench/results
	$(PY) -m bench.generate 1000 --out out/made-1000
	$(PY) -m data import out/made-1000 --to out/made-1000.duckdb
	$(PY) -m bench.generate 100000 --out out/made-100000
	$(PY) -m data import out/made-100000 --to out/made-100000.duckdb
	$(PY) -m bench.generate 1000000 --out out/made-1000000
	$(PY) -m data import out/made-1000000 --to out/made-1000000.duckdb
	$(PY) -m bench.desk out/made-1000.duckdb out/made-100000.duckdb out/made-1000000.duckdb --pages overview talks market_share capacity
	LEDGER_URL=duckdb://$(CURDIR)/out/made-1000.duckdb $(PY) -m bench.filter_change --runs 9
	$(PY) -m bench.sessions --counts 20,50,100,150 --seconds 15 --between 0 --minutes 2
	$(PY) -m bench.network
	$(PY) -m bench.failover
	$(PY) -m bench.first_visitor --pages overview talks
	$(PY) -m bench.claims_table out/made-1000.duckdb out/made-100000.duckdb out/made-1000000.duckdb
	$(PY) -m bench.engines out/made-1000.duckdb out/made-100000.duckdb out/made-1000000.duckdb
	$(PY) -m bench.sessions --soak

browser: $(VENV)/.dev
	@$(PY) -m tests.browser.chromium

engines: $(VENV)/.engines
	@$(PY) -m tests.engines.postgres

$(VENV)/bin/python:
	python3 -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(PY) -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.postgres: requirements-postgres.txt $(VENV)/.run
	$(PY) -m pip install -q --disable-pip-version-check -r requirements-postgres.txt
	@touch $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.postgres
	$(PY) -m pip install -q --disable-pip-version-check -r requirements-bench.txt
	@touch $@

$(VENV)/.engines: requirements-engines.txt $(VENV)/.postgres $(VENV)/.dev
	$(PY) -m pip install -q --disable-pip-version-check -r requirements-engines.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(PY) -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@
