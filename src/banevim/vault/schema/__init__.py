"""What the database itself enforces: grants, row-level security, context functions."""
