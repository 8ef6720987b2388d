"""One tool at work in a process of its own, which sees the fields and never the entities.

`python -m tests.bench.linking.work TOOL FOLDER` reads FOLDER/fields.json and writes FOLDER/TOOL.npz (`one`, `other`,
`value`: pairs and how sure the tool is of each) and FOLDER/TOOL.json.
"""

import importlib
import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from banevim.methods.linkage.learning import Kind, Table, read_table


def table_of(folder: Path) -> Table:
    told = json.loads((folder / "fields.json").read_text())
    kinds = {name: Kind(kind) for name, kind in told["kinds"].items()}
    return read_table(told["columns"], kinds, told["split"])


def main() -> None:
    tool, folder = sys.argv[1], Path(sys.argv[2])
    module = importlib.import_module(f"tests.bench.linking.with_{tool}")
    started = time.monotonic()
    table = table_of(folder)
    one, other, value, notes = module.link(table)
    notes["seconds"] = round(time.monotonic() - started, 1)
    notes["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    np.savez(folder / f"{tool}.npz", one=one, other=other, value=value)
    (folder / f"{tool}.json").write_text(json.dumps(notes))


if __name__ == "__main__":
    main()
