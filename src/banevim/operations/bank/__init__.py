"""A bank on disk: its folder, its identity, its keys."""

from .home import CHECKOUT, Home

__all__ = ["CHECKOUT", "Home"]
