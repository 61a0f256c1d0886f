"""Advocates: how they were named, invited and confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("advocate_naming", "spoken_code", "forced_word", "letter_read")
ORGANISATION = "advocate_organisation"


def upgrade() -> None:
    op.create_table(
        ORGANISATION,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advocate_organisation")),
        sa.UniqueConstraint("ref", name=op.f("uq_advocate_organisation_ref")),
    )
    for table in ("advocate", "authority"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
            if table == "authority":
                batch_op.add_column(sa.Column("kind", sa.String(20), nullable=False, server_default="advocate"))
                batch_op.add_column(sa.Column("ended_by", sa.String(length=20), nullable=True))
                batch_op.add_column(sa.Column("ended_why", sa.Text(), nullable=False, server_default=""))
            name = f"fk_{table}_organisation_id_{ORGANISATION}"
            batch_op.create_foreign_key(batch_op.f(name), ORGANISATION, ["organisation_id"], ["id"])
            batch_op.create_index(batch_op.f(f"ix_{table}_organisation_id"), ["organisation_id"], unique=False)
    _naming()
    _spoken_code()
    _forced_word()
    _letter_read()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    for table in ("authority", "advocate"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{table}_organisation_id"))
            name = f"fk_{table}_organisation_id_{ORGANISATION}"
            batch_op.drop_constraint(batch_op.f(name), type_="foreignkey")
            if table == "authority":
                for column in ("ended_why", "ended_by", "kind"):
                    batch_op.drop_column(column)
            batch_op.drop_column("organisation_id")
    op.drop_table(ORGANISATION)


def _naming() -> None:
    name = "advocate_naming"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("everybody", sa.Boolean(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("given_how", sa.String(length=20), nullable=False),
        sa.Column("witness", sa.String(length=200), nullable=False),
        sa.Column("named_by", sa.String(length=20), nullable=False),
        sa.Column("named_by_id", sa.Integer(), nullable=False),
        sa.Column("named_how", sa.String(length=20), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proof", sa.String(length=40), nullable=True),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("advocate_id", sa.Integer(), nullable=True),
        sa.Column("authority_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["advocate_id"], ["advocate.id"], name=op.f("fk_advocate_naming_advocate_id_advocate")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_advocate_naming_authority_id_authority")
        ),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["staff_member.id"], name=op.f("fk_advocate_naming_checked_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_advocate_naming_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advocate_naming")),
        sa.UniqueConstraint("authority_id", name=op.f("uq_advocate_naming_authority_id")),
        sa.UniqueConstraint("form_key", name=op.f("uq_advocate_naming_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_advocate_naming_ref")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_advocate_naming_token_hash")),
    )
    _indexes(name, "advocate_id", "customer_id", "email", "state")


def _spoken_code() -> None:
    name = "spoken_code"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("read_to", sa.String(length=20), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_spoken_code_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoken_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_spoken_code_code_hash")),
        sa.UniqueConstraint("form_key", name=op.f("uq_spoken_code_form_key")),
    )
    _indexes(name, "customer_id")


def _forced_word() -> None:
    name = "forced_word"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("wanted", sa.String(length=20), nullable=False),
        sa.Column("reach", sa.Text(), nullable=False),
        sa.Column("told_how", sa.String(length=20), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["staff_member.id"], name=op.f("fk_forced_word_closed_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_forced_word_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forced_word")),
        sa.UniqueConstraint("form_key", name=op.f("uq_forced_word_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_forced_word_ref")),
    )
    _indexes(name, "customer_id", "state")


def _letter_read() -> None:
    name = "letter_read"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("advocate_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["advocate_id"], ["advocate.id"], name=op.f("fk_letter_read_advocate_id_advocate")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_read_letter_id_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_read")),
        sa.UniqueConstraint("letter_id", "advocate_id", name=op.f("uq_letter_read_letter_id")),
    )
    _indexes(name, "advocate_id", "letter_id")


def _indexes(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
