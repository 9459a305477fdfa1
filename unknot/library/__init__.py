"""What is known, as pages anybody may read, and as files: conditions, techniques, goals, questions, sources."""
