"""Reminders and changes: what chats follow and have chosen, what they are owed, what organisers changed, who they are."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables, and the columns of what a chat has chosen."""
    op.create_table(
        "acts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("session", sa.String(length=48), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "follows",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("target", sa.String(length=60), nullable=False),
        sa.Column("stopped", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat", "target"),
    )
    op.create_index("follows_target", "follows", ["target"], unique=False)
    op.create_table(
        "guesses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("guesses_person", "guesses", ["person"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "notices",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("session", sa.String(length=48), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat", "session"),
    )
    op.create_index("notices_due", "notices", ["due"], unique=False)
    op.create_table(
        "organisers",
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "overrides",
        sa.Column("session", sa.String(length=48), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("replaced", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session", "field"),
    )
    op.create_table(
        "reminders",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("session", sa.String(length=48), nullable=False),
        sa.Column("lead", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), server_default="waiting", nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("chat", "session", "lead", "version"),
    )
    op.create_index(
        "reminders_due",
        "reminders",
        ["due"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "reminders_over",
        "reminders",
        ["found"],
        unique=False,
        sqlite_where=sa.text("state = 'over'"),
        postgresql_where=sa.text("state = 'over'"),
    )
    op.create_index("reminders_session", "reminders", ["session"], unique=False)
    op.create_table(
        "revisions",
        sa.Column("session", sa.String(length=48), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("session"),
    )
    op.add_column("chats", sa.Column("lead", sa.Integer(), server_default="15", nullable=False))
    op.add_column("chats", sa.Column("second_lead", sa.Integer(), server_default="0", nullable=False))
    op.add_column("chats", sa.Column("presence", sa.String(length=8), server_default="", nullable=False))
    op.add_column("chats", sa.Column("quiet", sa.String(length=11), server_default="", nullable=False))
    op.add_column("chats", sa.Column("zone", sa.String(length=64), server_default="", nullable=False))
    op.add_column("chats", sa.Column("summary", sa.String(length=5), server_default="", nullable=False))
    op.add_column("chats", sa.Column("summary_due", sa.BigInteger(), nullable=True))
    op.create_index(
        "chats_summary",
        "chats",
        ["summary_due"],
        unique=False,
        sqlite_where=sa.text("summary_due IS NOT NULL"),
        postgresql_where=sa.text("summary_due IS NOT NULL"),
    )
