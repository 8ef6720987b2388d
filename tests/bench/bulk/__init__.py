"""A bank as large as a bench asks: women drawn, sealed with the real keys, and loaded as owner with COPY (ADR 0005)."""
