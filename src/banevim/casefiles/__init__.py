"""Source records, the unique file and its memberships, cases, aggressors, accesses and openings."""
