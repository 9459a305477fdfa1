"""The pages of notes: what was written, what may be done about it, and the phrases a therapist keeps."""
