"""Unknot: therapeutic massage as care, from what hurts to did it help."""

__version__ = "0.1.0"
