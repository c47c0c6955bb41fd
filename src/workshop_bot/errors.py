"""What can go wrong in a way that a person can mend.

    WorkshopBotError          one line: what, where, what to do
    ├── StoreUnavailable      the database cannot be used now; mended, the program goes on
    │   └── DatabaseHeld      another instance holds it
    ├── Refused               a restart will not help (exit code 3)
    │   ├── TokenRefused      Telegram does not know the token
    │   └── ForeignDatabase   the database is another bot's, or of a newer version
    └── UnusableInput         wrong use, or input that cannot be used (exit code 2)
        ├── KnowledgeUnusable a folder of knowledge with errors, or none at all
        └── SettingsUnusable  settings of `run` that cannot be used: each argument is one of them

Each argument is a whole sentence for the person at the terminal; no traceback is needed to act on it.
"""


class WorkshopBotError(Exception):
    """The root of all that the program raises on purpose."""

    exit_code = 1


class StoreUnavailable(WorkshopBotError):
    """The database cannot be used now: full, read-only, locked, out of reach."""


class DatabaseHeld(StoreUnavailable):
    """Another instance of the program holds the database."""


class Refused(WorkshopBotError):
    """The program cannot serve, and a restart will not help."""

    exit_code = 3


class TokenRefused(Refused):
    """Telegram does not know the token."""


class ForeignDatabase(Refused):
    """The database belongs to another bot, or to a newer version of the program."""


class UnusableInput(WorkshopBotError):
    """Wrong use of the program, or input that cannot be used."""

    exit_code = 2


class KnowledgeUnusable(UnusableInput):
    """The folder of knowledge is missing, is no folder, or has errors."""


class SettingsUnusable(UnusableInput):
    """Settings of `run` that cannot be used: a sentence for each."""

    def __str__(self) -> str:
        return "; ".join(self.args)
