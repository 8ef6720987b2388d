"""The thief of the database: everything in it, none of its keys, and a public list of names and how common they are."""
