"""Letters desk and translations of free words.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_STAFF = "staff_member"


def upgrade() -> None:
    _letter_version()
    _passage()
    _term()
    _print_pack()
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("facts", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("translation", sa.String(length=20), server_default="none", nullable=False))
        batch_op.add_column(sa.Column("translation_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_letter_translation"), ["translation"], unique=False)
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        for column, other in (("version_id", "letter_version"), ("pack_id", "print_pack")):
            batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(batch_op.f(f"fk_delivery_{column}_{other}"), other, [column], ["id"])
            batch_op.create_index(batch_op.f(f"ix_delivery_{column}"), [column], unique=False)
        batch_op.add_column(sa.Column("returned_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("returned_why", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("next_step", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("next_words", sa.Text(), server_default="", nullable=False))
        batch_op.create_index("ix_delivery_sent", ["state", "sent_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_sent")
        for column in ("next_words", "next_step", "returned_why", "returned_on"):
            batch_op.drop_column(column)
        for column, other in (("pack_id", "print_pack"), ("version_id", "letter_version")):
            batch_op.drop_index(batch_op.f(f"ix_delivery_{column}"))
            batch_op.drop_constraint(batch_op.f(f"fk_delivery_{column}_{other}"), type_="foreignkey")
            batch_op.drop_column(column)
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_translation"))
        for column in ("translation_at", "translation", "facts"):
            batch_op.drop_column(column)
    op.drop_table("print_pack")
    op.drop_table("term")
    for table, columns in (
        ("passage", ("state", "digest", "letter_id", "customer_id")),
        ("letter_version", ("letter_id",)),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_index(batch_op.f(f"ix_{table}_{column}"))
        op.drop_table(table)


def _letter_version() -> None:
    op.create_table(
        "letter_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_version_letter_id_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_version")),
        sa.UniqueConstraint("letter_id", "number", name=op.f("uq_letter_version_letter_id")),
    )
    with op.batch_alter_table("letter_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_version_letter_id"), ["letter_id"], unique=False)


def _passage() -> None:
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("english", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_passage_customer_id_customer")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_passage_letter_id_letter")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], [f"{_STAFF}.id"], name=op.f(f"fk_passage_reviewed_by_id_{_STAFF}")),
        sa.ForeignKeyConstraint(["written_by_id"], [f"{_STAFF}.id"], name=op.f(f"fk_passage_written_by_id_{_STAFF}")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("letter_id", "language", "position", name=op.f("uq_passage_letter_id")),
    )
    with op.batch_alter_table("passage", schema=None) as batch_op:
        for column in ("customer_id", "letter_id", "digest", "state"):
            batch_op.create_index(batch_op.f(f"ix_passage_{column}"), [column], unique=False)


def _term() -> None:
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("english", sa.String(length=100), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by_id"], [f"{_STAFF}.id"], name=op.f(f"fk_term_set_by_id_{_STAFF}")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("language", "english", name=op.f("uq_term_language")),
    )


def _print_pack() -> None:
    op.create_table(
        "print_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("posted_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], [f"{_STAFF}.id"], name=op.f(f"fk_print_pack_made_by_id_{_STAFF}")),
        sa.ForeignKeyConstraint(["posted_by_id"], [f"{_STAFF}.id"], name=op.f(f"fk_print_pack_posted_by_id_{_STAFF}")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_pack")),
        sa.UniqueConstraint("form_key", name=op.f("uq_print_pack_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_print_pack_ref")),
    )
