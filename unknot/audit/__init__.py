"""Who did, and who saw, what: appended, never changed."""
