"""Several desk servers as one: nginx in front, one ledger in PostgreSQL behind. Why: docs/decisions/0010."""
