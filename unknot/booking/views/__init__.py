"""The client's pages of booking: look around, choose, and what can be done with a booked visit."""
