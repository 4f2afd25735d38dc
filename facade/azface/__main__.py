"""`python -m azface`: the `azface` command."""

import sys

from azface.cli import main

if __name__ == "__main__":
    sys.exit(main())
