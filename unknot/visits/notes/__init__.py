"""Notes of sessions: what may stand in one, how drafts meet, how they are signed and kept."""
