"""Messages to people, one folder for each channel."""
