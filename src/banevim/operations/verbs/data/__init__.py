"""Verbs that work on what a bank holds."""
