"""An annotated document to mentions, claims, events and attributions; one module a kind of thing found."""
