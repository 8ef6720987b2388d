"""People and institutions: roles, sign-in, second factor, one-time links, lock-out, who may ask for which address."""
