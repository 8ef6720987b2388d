"""The audit trail as data: how records are chained, read back and verified."""
