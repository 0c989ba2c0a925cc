"""Measurements of this package, and of others beside it. None of it is installed."""
