"""How fast the product is, beside a peer in the same run. `python -m bench` prints it and keeps nothing."""
