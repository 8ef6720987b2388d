"""Quantities worked out from published integers only. A withheld cell never enters a computation."""
