"""The partnership network: model, places and drawing."""
