"""Rasa custom actions: thin readers of facts that name replies and effects and write nothing."""
