"""Encrypted backups without keys, and their recovery."""
