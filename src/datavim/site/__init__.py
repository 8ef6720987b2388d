"""The builder of the static site."""

from datavim.site.build import build_site, trusted_help

__all__ = ["build_site", "trusted_help"]
