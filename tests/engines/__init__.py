"""The same queries on other engines, each of them real."""
