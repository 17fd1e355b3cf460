"""The same four charts and choice in Dash."""

from dash import Dash, Input, Output, dcc, html

from bench.peers.charts import PORT, choices, four

app = Dash(__name__)
names = list(choices())
app.layout = html.Div([dcc.RadioItems(names, names[0], id="company"), *(dcc.Graph(id=f"chart{n}") for n in range(4))])


@app.callback([Output(f"chart{n}", "figure") for n in range(4)], Input("company", "value"))
def redrawn(name: str) -> list[object]:
    """The four figures of a company."""
    return list(four(name))


if __name__ == "__main__":
    app.run(port=PORT, debug=False)
