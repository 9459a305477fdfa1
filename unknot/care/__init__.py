"""Screenings, plans and permits: the only room that screens and plans."""
