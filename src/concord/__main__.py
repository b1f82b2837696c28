"""``python -m concord``: the same as the command ``concord``."""

import sys

from concord.cli import main

if __name__ == "__main__":
    sys.exit(main())
