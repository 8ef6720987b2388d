"""Verbs that open, close and look at a bank."""
