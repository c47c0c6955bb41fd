"""What alembic runs for each upgrade: on the connection, and within the transaction, that `upgrade` hands over."""

from alembic import context

from workshop_bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False, render_as_batch=True
)
context.run_migrations()
