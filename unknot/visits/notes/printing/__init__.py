"""Notes on paper: tagged PDF that a screen reader reads, made without a network and with fonts that come along."""
