// The draft keeps itself.
