"""Field encryption, match-keys, audit trail, context and policies of the database, opening of personal data."""
