"""What every room shares: base model, identifiers, clock, errors, form fields, page components, log lines."""
