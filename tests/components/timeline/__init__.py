"""The talks chart, on the real claims and on frames bent from them."""
