"""Concord: a fund whose money and sanctions relief move only on what has been verified."""

__version__ = "0.1.0"
