"""The bot: what it knows, how it asks and how it words things. Imports nothing from ``connectors``."""
