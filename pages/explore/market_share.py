"""Soon."""

from components import page

with page.body():
    page.heading("market_share", "Soon")
