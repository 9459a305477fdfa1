"""Mail: one channel of correspondence."""
