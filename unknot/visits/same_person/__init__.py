"""Two rows that may be one person: staff say whether they are, and then one row holds everything."""
