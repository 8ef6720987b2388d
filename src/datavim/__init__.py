"""DATAVIM: builds and serves the public site from published bundles. Knows neither Django nor the bank."""
