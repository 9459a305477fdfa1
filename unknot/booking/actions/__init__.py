"""Every write that touches more than one row of this room, one module a subject."""

from unknot.booking.actions.book import book_visit

__all__ = ["book_visit"]
