"""Which cells to withhold. Only here and in the gate are the counts of the office known."""
