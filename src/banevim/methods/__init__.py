"""Pure statistics of the bank: no Django, no database, no clock."""
