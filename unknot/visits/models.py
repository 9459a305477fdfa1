"""The session room keeps no table of its own yet: the visit is the appointment."""
