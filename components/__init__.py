"""What draws: theme, charts, tables, cards, filters. Imports data, never pages."""
