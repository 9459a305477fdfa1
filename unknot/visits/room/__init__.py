"""The session room: what to know before, the body and the note during, written stroke by stroke."""
