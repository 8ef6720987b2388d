"""The few files every page asks for, named by their content so that a browser may keep them for a year."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

ASSETS = Path(__file__).parent.parent / "assets"
STYLES = ("css/tokens.css", "css/components.css")


def _lean(css: str) -> str:
    """Style sheet without comments and line breaks."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.S)).strip() + "\n"


def _named(stem: str, suffix: str, raw: bytes) -> str:
    return f"assets/{stem}.{hashlib.sha256(raw).hexdigest()[:12]}.{suffix}"


def collect() -> tuple[dict[str, str], dict[str, bytes]]:
    """Addresses by short name, and the files themselves."""
    css = _lean("\n".join((ASSETS / name).read_text(encoding="utf-8") for name in STYLES)).encode()
    script = (ASSETS / "js/exit.js").read_bytes()
    icon = (ASSETS / "img/icon.svg").read_bytes()
    files = {_named("site", "css", css): css, _named("exit", "js", script): script, "assets/icon.svg": icon}
    addresses = {path.rsplit(".", 1)[1]: f"/{path}" for path in files}
    return {"css": addresses["css"], "js": addresses["js"], "icon": addresses["svg"]}, files
