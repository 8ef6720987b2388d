"""PostgreSQL: embedded, temporary (tests) or somebody else's."""

from .passwords import Passwords
from .server import ACCOUNTS, DATABASE, Server
from .temporary import TemporaryCluster, temporary_cluster

__all__ = ["ACCOUNTS", "DATABASE", "Passwords", "Server", "TemporaryCluster", "temporary_cluster"]
