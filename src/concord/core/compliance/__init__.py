"""Payees and the outcome of screening them: who may be paid at all."""
