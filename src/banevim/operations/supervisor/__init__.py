"""One process that keeps a bank running: database, web, worker and public site."""
