"""What a made ledger is made of, a module a part."""
