# Two commands: make report, make test. Windows without make: see README.md.
PYTHON ?= python3
IN = .venv/bin/

# what a kernel writes of itself into a notebook that is saved
KERNELS = $(addprefix metadata.language_info.,codemirror_mode file_extension mimetype nbconvert_exporter pygments_lexer version)
STRIP = $(abspath $(IN))/nbstripout --keep-id --extra-keys '$(KERNELS)'

.PHONY: report test lab bench release core everything

report: core
	$(IN)careboard build 2019-10

test: everything
	$(IN)ruff check lib tests notebooks
	$(IN)mypy
	$(IN)python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder tests

lab: everything
	$(IN)nbstripout --install --attributes .git/info/attributes
	git config filter.nbstripout.clean "$(STRIP)"
	git config diff.ipynb.textconv "$(STRIP) -t"
	$(IN)jupyter lab --notebook-dir notebooks

bench: everything
	$(IN)python -m pytest -q --benchmark-only --benchmark-disable-gc --benchmark-columns=median tests/benchmarks

release: everything
	$(IN)python -m pytest -s tests/release

core:
	@$(PYTHON) lib/setup_venv.py core

everything:
	@$(PYTHON) lib/setup_venv.py everything
