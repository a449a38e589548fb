"""Sending e-mail to people: the talk they have had, when they or their adviser want it on paper."""
