"""The unique file: source records, the sheet, drafts, cases, aggressors, corrections, accesses and openings."""
