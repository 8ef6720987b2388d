"""Unsupervised linkage in batch of a table with known entities, next to Splink and recordlinkage in the same run."""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from tests.bench.linking import figures, sets

TOOLS = ["banevim", "splink", "recordlinkage"]


def run_tool(tool: str, folder: Path) -> dict[str, Any]:
    """The notes of one tool, run in its own process; a tool that fails says so and gives no figures."""
    command = [sys.executable, "-m", "tests.bench.linking.work", tool, str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        why = said(done.stderr) if done.returncode > 0 else f"terminado por la señal {-done.returncode}"
        return {"failed": why}
    notes: dict[str, Any] = json.loads((folder / f"{tool}.json").read_text())
    return notes


def said(errors: str) -> str:
    """The last line in words of what a tool printed: DuckDB ends its errors with a mark under the place."""
    lines = [line.strip() for line in errors.splitlines() if any(c.isalpha() for c in line)]
    return lines[-1][:300] if lines else "sin mensaje"


def judge(tool: str, folder: Path, notes: dict[str, Any], data: sets.Entities) -> dict[str, Any]:
    """The notes of a tool with its figures: at its own threshold, and for the baselines at the best one too."""
    if "failed" in notes:
        return notes
    found = np.load(folder / f"{tool}.npz")
    one, other, value = found["one"], found["other"], found["value"]
    entity = figures.numbered(data.entities)
    if tool == "banevim":
        return {**figures.score(entity, data.split, one, other), **notes}
    own = value >= notes["threshold"]
    return {
        **figures.score(entity, data.split, one[own], other[own]),
        "connected": figures.joined(entity, data.split, one[own], other[own]),
        "best": figures.at_best(entity, data.split, one, other, value),
        **notes,
    }


def measure(data: sets.Entities, tools: list[str], out: Path | None = None) -> dict[str, Any]:
    """The figures of each tool on the same records. The tools see the fields alone."""
    entity = figures.numbered(data.entities)
    result: dict[str, Any] = {
        "records": len(data.ids),
        "files": 1 if data.split is None else 2,
        "true_pairs": figures.true_pairs(entity, data.split),
        "fields": list(data.columns),
    }
    with tempfile.TemporaryDirectory(prefix="banevim-bench-") as name:
        folder = Path(name)
        fields = {"columns": data.columns, "kinds": data.kinds, "split": data.split}
        (folder / "fields.json").write_text(json.dumps(fields))
        for tool in tools:
            result[tool] = judge(tool, folder, run_tool(tool, folder), data)
        if out and "failed" not in result.get("banevim", {"failed": ""}):
            found = np.load(folder / "banevim.npz")
            _write(out, data.ids, found["one"], found["other"])
    return result


def _write(out: Path, ids: list[str], one: np.ndarray, other: np.ndarray) -> None:
    with out.open("w", encoding="utf-8", newline="") as handle:
        lines = csv.writer(handle)
        lines.writerow(["id_1", "id_2"])
        lines.writerows((ids[a], ids[b]) for a, b in zip(one, other, strict=True))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./banevim bench linkage", description=__doc__)
    parser.add_argument("--dataset", choices=list(sets.FEBRL))
    parser.add_argument("--records", type=Path, metavar="F.csv", help="any table with known entities")
    parser.add_argument(
        "--records-b", type=Path, metavar="G.csv", help="second file, to link one with the other"
    )
    parser.add_argument("--id", default="id", metavar="COL", help="column that names each record")
    parser.add_argument(
        "--entity", metavar="COL", help="column with the true entity: only the figures see it"
    )
    parser.add_argument("--fields", default="", metavar="a,b,c[:kind]", help="kinds: " + ", ".join(sets.Kind))
    parser.add_argument("--tools", default=",".join(TOOLS), help="which to run, of " + ", ".join(TOOLS))
    parser.add_argument("--out", type=Path, metavar="PAIRS.csv", help="writes the pairs that ours links")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _data(options: argparse.Namespace) -> sets.Entities:
    if options.dataset and not options.records:
        return sets.febrl(options.dataset)
    if options.records and options.entity and not options.dataset:
        paths = [path for path in (options.records, options.records_b) if path]
        return sets.from_csv(paths, options.id, options.entity, options.fields)
    raise SystemExit(
        "Indica --dataset febrl1, o bien --records F.csv --id COLUMNA --entity COLUMNA --fields a,b,c (no ambos)."
    )


def main() -> None:
    options = _options()
    tools = [tool.strip() for tool in options.tools.split(",") if tool.strip()]
    if unknown := [tool for tool in tools if tool not in TOOLS]:
        raise SystemExit(f"No conozco «{unknown[0]}» en --tools. Se puede elegir entre: {', '.join(TOOLS)}.")
    result = measure(_data(options), tools, options.out)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    for name, value in result.items():
        print(f"{name:>14}  {json.dumps(value, ensure_ascii=False)}")


if __name__ == "__main__":
    main()
