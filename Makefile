# Two environments and the commands around them. Everything people see is Chinese; `make` alone lists the targets.
PYTHON ?= python3
HOME_DIR ?= demo
PORT ?= 8088
DAGSTER_PORT ?= 3000
W := .venv
S := .venv-superset

# A stamp names what it was made from: the lock, this checkout's path and the interpreter. Any change installs again.
PYTHON_VERSION := $(shell $(PYTHON) --version 2>&1)
stamp = $(shell { cat $(1); echo '$(CURDIR) $(PYTHON_VERSION)'; } | sha256sum | cut -c1-16)
W_STAMP := $(W)/.installed-$(call stamp,requirements/warehouse.txt requirements/uv.txt pyproject.toml)
S_STAMP := $(S)/.installed-$(call stamp,requirements/superset.txt requirements/uv.txt)
UV_BIN := .bootstrap/bin/uv
UV_STAMP := .bootstrap/.installed-$(call stamp,requirements/uv.txt)

# Bytecode is compiled once at installation; nothing calls home; uv keeps its cache here where HOME cannot hold it.
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONPATH
unexport VIRTUAL_ENV
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DO_NOT_TRACK := 1
export GX_ANALYTICS_ENABLED := false
export UV_NO_PROGRESS := 1
export UV_PYTHON_DOWNLOADS := never
ifeq ($(shell test -n "$$HOME" && test -w "$$HOME" && echo yes),)
export UV_CACHE_DIR := $(CURDIR)/.bootstrap/cache
export HOME := $(CURDIR)/.bootstrap
endif

ZHICHENG = $(W)/bin/zhicheng --home $(HOME_DIR)
PYTEST = $(W)/bin/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help setup run stop dagster test test-fast lint system-packages python-3.11

help: ## 列出全部命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: ## 安装两个环境（已装好则什么也不做）
	@$(MAKE) -s --no-print-directory -j2 $(W_STAMP) $(S_STAMP)

python-3.11:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || \
	  { echo '须有 Python 3.11。若已装在别处：make setup PYTHON=python3.11' >&2; exit 1; }

$(UV_STAMP): | python-3.11
	@echo '准备安装工具…'
	@rm -f .bootstrap/.installed-*
	@$(PYTHON) -m venv --clear .bootstrap 2>/dev/null || $(PYTHON) -m venv .bootstrap || \
	  { echo '无法建立虚拟环境。Debian：apt-get install python3-venv' >&2; exit 1; }
	@.bootstrap/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(W_STAMP): $(UV_STAMP)
	@echo '安装数据仓库环境 $(W) …'
	@rm -f $(W)/.installed-*
	@test -x $(W)/bin/python && $(W)/bin/python -c pass 2>/dev/null || $(PYTHON) -m venv --clear --without-pip $(W)
	@$(UV_BIN) pip sync -q --python $(W)/bin/python --require-hashes --compile-bytecode requirements/warehouse.txt
	@$(UV_BIN) pip install -q --python $(W)/bin/python --no-deps --no-build-isolation --compile-bytecode -e .
	@env -u ZHICHENG_HOME $(W)/bin/python -c 'from dagster_project.dbt_runner import manifest_folder as parse; parse()'
	@touch $@

$(S_STAMP): $(UV_STAMP)
	@echo '安装看板环境 $(S) …'
	@rm -f $(S)/.installed-*
	@test -x $(S)/bin/python && $(S)/bin/python -c pass 2>/dev/null || $(PYTHON) -m venv --clear --without-pip $(S)
	@$(UV_BIN) pip sync -q --python $(S)/bin/python --require-hashes --compile-bytecode requirements/superset.txt
	@touch $@

run: setup ## 演示：安装、写出虚构数据、计算、发布、打开看板
	@$(ZHICHENG) init >/dev/null
	@test -f $(HOME_DIR)/inbox/.sample.json || $(ZHICHENG) sample $(HOME_DIR)/inbox
	@$(ZHICHENG) run
	@$(ZHICHENG) start --port $(PORT) --dagster-port $(DAGSTER_PORT)
	@echo '停止：make stop'

stop: ## 停止演示的看板、运行记录页面与自动收件
	@if test -x $(W)/bin/zhicheng; then $(ZHICHENG) stop; else echo '还没有安装，也就没有看板在运行。'; fi

dagster: setup ## 打开演示的运行记录页面，自动收件（127.0.0.1:3000，Ctrl-C 结束）
	@$(ZHICHENG) dagster --port $(DAGSTER_PORT)

test-fast: setup ## 快速测试：不跑整条流程、看板与浏览器
	@$(PYTEST) -n 2 --dist loadscope -m 'not slow and not browser and not fault'

test: setup system-packages ## 全部测试，含看板与浏览器
	@$(PYTEST) -n 2 --dist loadscope --durations=40

lint: setup ## 检查代码写法
	@$(W)/bin/ruff check dagster_project dashboards tests benchmarks

system-packages:
	@.ci/system-packages
