"""The plan as documents a bank can read."""
