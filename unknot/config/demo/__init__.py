"""A practice that does not exist, filled with believable people, so that the product can be tried at once."""
