# Every target is an alias of packaging/dev.py, which also runs where there is no make.
PYTHON ?= python3

.PHONY: run test setup slow bench lock

run test setup slow bench lock:
	@$(PYTHON) packaging/dev.py $@
