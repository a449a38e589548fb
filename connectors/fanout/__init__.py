"""Several gateways as one: what happens at one is noticed at the others, with Redis between them."""
