"""Household, price, result, start, liquidity and balance budgets, break-even, and whether it all holds together."""
