"""Where the library and what it ships with lie: templates, notebooks, published figures, parameters.

Everything that asks for the library's own files asks here, so that no module depends on the folder it lies
in.
"""

from pathlib import Path

LIBRARY = Path(__file__).resolve().parent
ROOT = LIBRARY.parents[1]
TEMPLATES = LIBRARY / "templates"
DATA, NOTEBOOKS, PARAMS, OUTPUTS = (ROOT / name for name in ("data", "notebooks", "params", "outputs"))
WORK = DATA / "work"  # what is never published: see publish.outputs
