# Two commands: `make demo` and `make test` (all of it, slow tests too: `make test ALL=1`). Both set up what is missing
# and do nothing twice.
.PHONY: demo test check coverage format setup bench pictures words docs
.DEFAULT_GOAL := demo

BIN := .venv/bin

demo: .venv/ready
	@$(BIN)/mastodon-move demo $(if $(HEADED),--headed,) $(if $(WEB),--web,)

test: .venv/ready check
	$(BIN)/pytest $(if $(ALL),,-m "not slow") $(PYTEST)

check: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	@$(MAKE) --no-print-directory --jobs=3 $(addprefix types-for-,linux darwin win32)

types-for-%: .venv/ready
	@echo "mypy for $*" && $(BIN)/mypy --platform $* --cache-dir .mypy_cache/$*

# Of what is tested in this process and in those that it starts; a part of the tests: make coverage PYTEST=tests/pages
coverage: .venv/ready
	$(BIN)/pytest --cov --cov-report=term --cov-report=html $(PYTEST)

format: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/ready
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.lists
	$(BIN)/python -m benchmarks.guide
	$(BIN)/python -m benchmarks.many
	$(BIN)/python -m benchmarks.web
	$(BIN)/python -m benchmarks.followers
	$(BIN)/python -m benchmarks.beyond

# The page's words: into each language's catalogue, and compiled.
words: .venv/ready
	$(BIN)/python -m scripts.words

pictures: .venv/ready
	$(BIN)/python -m benchmarks.pictures

# Into build/site, strictly: a broken link or a page that is in no menu is an error.
docs: .venv/ready
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet

setup: .venv/ready
	@echo "Ready. Now run: $(BIN)/mastodon-move demo --headed   (or: $(BIN)/mastodon-move --help)"

.venv/ready: pyproject.toml constraints.txt scripts/setup
	@sh scripts/setup
