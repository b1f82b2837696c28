"""Tallies of every unit: accounts, postings, attribution to sources, balances."""
