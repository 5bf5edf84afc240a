"""The endpoint: SPARQL over HTTP by the standards, pages for people, and an API for the viewer."""
