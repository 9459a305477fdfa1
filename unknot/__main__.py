"""`python -m unknot` is the `unknot` command."""

import sys

from unknot.config.command import main

sys.exit(main())
