"""`python -m workshop_bot`, the same as the command `workshop-bot`."""

import sys

from workshop_bot.cli import main

if __name__ == "__main__":
    sys.exit(main())
