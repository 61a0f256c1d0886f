"""Options of formats, how a copy is known to have come, copies made on demand.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_NEW = {
    "customer": ("format_options",),
    "advocate": ("format_options", "mail_as"),
    "preference": ("mail_as",),
    "delivery": ("options", "words_sha256", "delivered_how"),
}


def upgrade() -> None:
    for table, columns in _NEW.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in columns:
                batch_op.add_column(_column(name))
    op.execute("UPDATE delivery SET delivered_how = 'noted' WHERE delivered_on IS NOT NULL")
    _asked_copy()


def downgrade() -> None:
    with op.batch_alter_table("asked_copy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asked_copy_letter_id"))
    op.drop_table("asked_copy")
    for table, columns in reversed(_NEW.items()):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in reversed(columns):
                batch_op.drop_column(name)


def _column(name: str) -> sa.Column:
    if name in ("options", "format_options"):
        return sa.Column(name, sa.JSON(), server_default="{}", nullable=False)
    if name == "mail_as":
        return sa.Column(name, sa.String(length=10), server_default="file", nullable=False)
    return sa.Column(name, sa.String(length=64 if name == "words_sha256" else 20), nullable=True)


def _asked_copy() -> None:
    op.create_table(
        "asked_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(length=20), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stored_as", sa.String(length=80), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("words_sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_asked_copy_letter_id_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_copy")),
        sa.UniqueConstraint("key", name=op.f("uq_asked_copy_key")),
    )
    with op.batch_alter_table("asked_copy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asked_copy_letter_id"), ["letter_id"], unique=False)
