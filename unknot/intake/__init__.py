"""Questions asked and answers given."""
