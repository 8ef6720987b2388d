"""The monthly cut: frozen tables, disclosure control, two-person approval, signed bundle, public site."""
