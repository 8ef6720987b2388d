"""Import of institutions' extracts: reading, deciding row by row, ledger and report."""
