"""PolicyGraph: a knowledge graph of people, places and policies from news and press releases."""

__version__ = "0.1.0"
