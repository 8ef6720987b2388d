"""What `bench linkage` is made of: tables with known entities, the tools that link them, and the figures."""
