"""How the product is put together: settings, addresses, checks and the `unknot` command."""
