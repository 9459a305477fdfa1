"""The pure centre: screens and plans. It knows no database, no clock and no network."""
