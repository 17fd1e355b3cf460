"""Soon."""

from components import page

with page.body():
    page.heading("capacity", "Soon")
