"""Unknot: therapeutic massage as care, from what hurts to did it help."""
