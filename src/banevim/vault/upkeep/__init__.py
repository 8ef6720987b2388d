"""What the command line does with the vault: rotation of the master key, export of the keys, identity of the bank."""
