"""`python -m unknot`: the same as the `unknot` command."""

import sys

from unknot.config.command import main

if __name__ == "__main__":
    sys.exit(main())
