"""How the layout came to be, revision by revision; alembic walks them, told what to do here and by no file of settings."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from workshop_bot.errors import ForeignDatabase
from workshop_bot.store.engine import Store


def upgrade(store: Store, present: str) -> None:
    """Go from this revision to the newest in one transaction; ForeignDatabase where it is not one of ours."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    try:
        ScriptDirectory.from_config(config).get_revision(present)
    except CommandError:
        raise ForeignDatabase(
            f"the database {store.name} is of a newer version of the program ({present}); install that version, or put the copy"
            " that it made before the change in its place"
        ) from None
    with store.transaction() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revisions() -> list[str]:
    """All revisions, the newest first."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
