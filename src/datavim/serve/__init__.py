"""A small static server for the built site. It keeps no record of who visits."""

from datavim.serve.server import serve

__all__ = ["serve"]
