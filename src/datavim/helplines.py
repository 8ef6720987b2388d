"""The help lines and centres: a second signed file, newer than any cut and shown on every page."""

from __future__ import annotations

import json
import os
import re
import tempfile
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from datavim.bundle.signing import Signer, signature_problems, signature_record


class HelpError(ValueError):
    """The help file cannot be used. The text is Spanish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    name: str
    number: str
    tel: str
    option: str
    hours: str
    free: bool
    territory: str
    what: str
    verified_on: date | None
    verified_by: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\+?[0-9]{3,15}", self.tel):
            raise HelpError(f"El teléfono «{self.tel}» de «{self.name}» no se puede marcar.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    name: str
    municipality: str
    municipality_name: str
    address: str
    hours: str
    phone: str
    verified_on: date | None
    verified_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpData:
    version: str
    issued_on: date
    state_name: str
    practice: bool
    exit_url: str
    lines: tuple[HelpLine, ...]
    centres: tuple[Centre, ...]

    def __post_init__(self) -> None:
        if not re.fullmatch(r"https://[^\s\"'<>]+", self.exit_url):
            raise HelpError("La salida rápida debe ser una dirección https.")
        if not self.lines:
            raise HelpError("Hace falta al menos una línea de ayuda.")

    @property
    def verified_on(self) -> date | None:
        """The oldest verification of the lines, or nothing if one was never verified."""
        dates = [line.verified_on for line in self.lines]
        return None if None in dates else min(day for day in dates if day is not None)

    def centres_in(self, municipality: str) -> tuple[Centre, ...]:
        return tuple(item for item in self.centres if item.municipality == municipality)


def signature_path(path: Path) -> Path:
    return path.with_suffix(".sig")


def write_help(data: HelpData, path: Path | str, sign: Signer, public_key: bytes) -> None:
    """Write `help.json` and `help.sig`, each replaced in one step."""
    target = Path(path)
    raw = (json.dumps(asdict(data), ensure_ascii=False, indent=2, default=str) + "\n").encode()
    record = json.dumps(signature_record(raw, sign, public_key), indent=2) + "\n"
    target.parent.mkdir(parents=True, exist_ok=True)
    _replace(signature_path(target), record.encode())
    _replace(target, raw)


def _replace(path: Path, raw: bytes) -> None:
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(raw)
        out.flush()
        os.fsync(out.fileno())
    Path(draft).chmod(0o644)
    Path(draft).replace(path)


def read_help(path: Path | str) -> HelpData:
    try:
        return parse_help(json.loads(Path(path).read_bytes().decode()))
    except OSError as problem:
        raise HelpError(f"No se puede leer «{Path(path).name}».") from problem
    except ValueError as problem:
        if isinstance(problem, HelpError):
            raise
        raise HelpError(f"«{Path(path).name}» no tiene la forma esperada.") from problem


def parse_help(data: Any) -> HelpData:
    """Help lines and centres from plain values, as `help.json` holds them. Raises HelpError."""
    try:
        lines = tuple(HelpLine(**_plain(item, HelpLine)) for item in data["lines"])
        centres = tuple(Centre(**_plain(item, Centre)) for item in data["centres"])
        frame = _plain(data, HelpData)
        return HelpData(**{**frame, "lines": lines, "centres": centres})
    except HelpError:
        raise
    except (ValueError, TypeError, KeyError) as problem:
        raise HelpError("Las líneas de ayuda no tienen la forma esperada.") from problem


def _plain(data: Any, kind: type) -> dict[str, Any]:
    known = {item.name for item in fields(kind)}
    if not isinstance(data, dict) or not set(data) <= known:
        raise HelpError(f"El archivo de ayuda tiene datos de más en «{kind.__name__}».")
    result = {**({"address": ""} if "address" in known else {}), **data}
    for name in ("issued_on", "verified_on"):
        if result.get(name) is not None:
            result[name] = date.fromisoformat(result[name])
    return result


def verify_help(path: Path | str, trusted_key: bytes | None = None) -> list[str]:
    """Spanish sentences about everything that is wrong; empty means good."""
    source = Path(path)
    try:
        raw = source.read_bytes()
        record = json.loads(signature_path(source).read_bytes().decode())
    except (OSError, ValueError):
        return [f"Falta «{source.name}» o su firma, o no se pueden leer."]
    problems = signature_problems(record, raw, trusted_key, "las líneas de ayuda")
    try:
        read_help(source)
    except HelpError as problem:
        problems.append(str(problem))
    return problems
