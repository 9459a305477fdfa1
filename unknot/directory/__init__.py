"""Locations, rooms, therapists, credentials, services and prices; near me."""
