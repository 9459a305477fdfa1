"""The therapist's day: today's visits, starting and finishing them."""
