"""The signed-in desk of each role, the help page, the list of the audit trail, the health of the bank."""
