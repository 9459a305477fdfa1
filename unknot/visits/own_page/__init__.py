"""The client's own page: who holds its link is asked for the birth date before anything of health is shown."""
