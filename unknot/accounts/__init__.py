"""Practices, their staff, roles, sign-in, and stored links."""
