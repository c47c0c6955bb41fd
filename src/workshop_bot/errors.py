"""What can go wrong in a way that a person can mend.

    WorkshopBotError          one line: what, where, what to do
    └── UnusableInput         wrong use, or input that cannot be used (exit code 2)
        └── KnowledgeUnusable a folder of knowledge with errors, or none at all

Each message is a whole sentence for the person at the terminal; no traceback is needed to act on it.
"""


class WorkshopBotError(Exception):
    """The root of all that the program raises on purpose."""

    exit_code = 1


class UnusableInput(WorkshopBotError):
    """Wrong use of the program, or input that cannot be used."""

    exit_code = 2


class KnowledgeUnusable(UnusableInput):
    """The folder of knowledge is missing, is no folder, or has errors."""
