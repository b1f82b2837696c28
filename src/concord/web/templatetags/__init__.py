"""Filters that the templates load by name."""
