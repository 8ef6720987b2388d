"""The headers file of a build: one source for our own static server and for the nginx site."""

from __future__ import annotations

from typing import Any

HEADERS_FILE = "_headers.json"

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

ALWAYS = {
    "Content-Security-Policy": CSP,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}

# The first rule whose prefix fits decides; a page of help leaves no copy on the device.
CACHE_RULES = (
    ("/ayuda/", "no-store"),
    ("/404.html", "no-store"),
    ("/assets/icon.svg", "public, max-age=86400"),
    ("/assets/", "public, max-age=31536000, immutable"),
    ("/", "no-cache"),
)


def headers_file() -> dict[str, Any]:
    rules = [{"prefix": prefix, "headers": {"Cache-Control": cache}} for prefix, cache in CACHE_RULES]
    return {"always": ALWAYS, "rules": rules}
