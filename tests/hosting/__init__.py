"""A ledger shared by several servers, and the servers behind nginx; each of them real."""
