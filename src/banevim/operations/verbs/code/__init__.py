"""Verbs for those who write the code."""
