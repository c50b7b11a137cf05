# Two commands for people: `make install` (or nothing: run does it) and `make run`.
# Everything lives in .venv, web/node_modules and .data inside this folder; nothing needs root.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
PIP_QUIET := PIP_DISABLE_PIP_VERSION_CHECK=1
LOCK := $(UV) pip compile -q --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help install dev web run test lint audit bench bench-web stress lock clean

help:
	@echo "make install  安装到 .venv(并构建网页)"
	@echo "make run      启动衡库 http://127.0.0.1:8000"
	@echo "make test     全部测试        make lint    代码检查"
	@echo "make audit    核对全部账簿    make bench   性能测量    make stress  长时间压力测试"
	@echo "make bench-web  在一百万张单据前测量网页(首次准备约几分钟)"
	@echo "make clean    删除构建产物(不动 .data 里的数据)"

install: $(VENV)/.stamp-runtime web

dev: install $(VENV)/.stamp-dev

$(VENV)/.stamp-uv: requirements-uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更新版本;可用 make PYTHON=python3.12 install 指定"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "建不出虚拟环境;Debian/Ubuntu 请先安装 python3-venv"; exit 1; }
	$(PIP_QUIET) $(BIN)/python -m pip install -q --require-hashes -r requirements-uv.lock
	@touch $@

$(VENV)/.stamp-runtime: $(VENV)/.stamp-uv requirements.lock pyproject.toml
	$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements.lock
	$(UV) pip install -q --python $(BIN)/python --no-deps --editable .
	@touch $@

$(VENV)/.stamp-dev: $(VENV)/.stamp-runtime requirements-dev.lock
	$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

# npm only when the lock changed, the build only when one of its inputs is newer than the last build.
web:
	@test ! -f web/package.json || { \
		set -e; cd web; \
		command -v npm >/dev/null || { echo "构建网页需要 Node.js 20 或更新版本"; exit 1; }; \
		if [ ! -f node_modules/.stamp ] || [ package-lock.json -nt node_modules/.stamp ]; then \
			npm ci --no-audit --no-fund && touch node_modules/.stamp; \
		fi; \
		if [ ! -f dist/.stamp ] || [ -n "$$(find . \( -name node_modules -o -name dist \) -prune \
				-o -type f -newer dist/.stamp -print -quit)" ]; then \
			npm run build && touch dist/.stamp; \
		fi; }

run: install
	@exec $(BIN)/hengku up

# Two at a time, a file stays with one; each has a server of its own. What kills, crowds or measures has the machine alone.
ALONE := tests/stress tests/cli/test_up.py tests/cli/test_demo.py tests/cli/test_company.py tests/cli/test_first_run.py \
	tests/kit/test_postgres.py tests/posting/test_concurrency.py

test: dev
	@cd web && npm test --silent && npm run --silent api:check
	@failed=0; \
	$(BIN)/python -m pytest -q -m "not stress" -n 2 --dist loadfile $(addprefix --ignore=,$(ALONE)) || failed=1; \
	$(BIN)/python -m pytest -q -m "not stress" $(ALONE) || failed=1; \
	exit $$failed

lint: dev
	$(BIN)/ruff check hengku replays benchmarks tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	@cd web && npm run lint --silent

audit: install
	@$(BIN)/hengku audit

bench: dev
	$(BIN)/python -m benchmarks

bench-web: dev
	$(BIN)/python -m benchmarks.web

stress: dev
	HENGKU_STRESS=long $(BIN)/python -m pytest -q -m stress

lock: $(VENV)/.stamp-uv
	$(LOCK) requirements-uv.in -o requirements-uv.lock
	$(LOCK) requirements.in -o requirements.lock
	$(LOCK) requirements-dev.in -o requirements-dev.lock
	@! grep -nE '://|^--(index|extra|find)' requirements*.lock

clean:
	rm -rf $(VENV) web/node_modules web/dist .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find hengku tests -name __pycache__ -type d -prune -exec rm -rf {} +
