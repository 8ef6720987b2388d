"""Upkeep: the launcher, its supervisor, the embedded database, backup and restore. Runs without Django."""
