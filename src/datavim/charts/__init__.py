"""Charts drawn on the server with Vega-Lite, as light SVG that needs no script and no style attribute."""
