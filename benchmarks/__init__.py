"""Measurements of our own against what we build on; ``make bench`` runs them."""
