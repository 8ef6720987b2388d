"""Services that she receives, her consent, referrals from one institution to another, and follow-up."""
