"""Markers: instructions, receipts, who looked; and the keys by which a person is found.

Revision ID: 0017
Revises: 0016
"""

import json

import sqlalchemy as sa
from alembic import op

from casework.rules.searching import LONGEST, Findable, keys_of

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_AT_ONCE = 5_000  # customers whose keys are written in one go


def upgrade() -> None:
    _search_key()
    _job_instruction()
    _marker_file()
    _find_everybody()


def downgrade() -> None:
    for table, columns in (
        ("marker_copy", ("of", "file_id", "customer_id")),
        ("marker_file", ()),
        ("job_instruction", ("contractor_id",)),
        ("search_key", ("customer_id",)),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_index(f"ix_{table}_{column}")
        op.drop_table(table)


def _search_key() -> None:
    bytewise = sa.String(LONGEST).with_variant(sa.String(LONGEST, collation="C"), "postgresql")
    op.create_table(
        "search_key",
        sa.Column("key", bytewise, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_search_key_customer_id_customer")),
        sa.PrimaryKeyConstraint("key", "customer_id", name=op.f("pk_search_key")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("search_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_key_customer_id"), ["customer_id"], unique=False)


def _job_instruction() -> None:
    op.create_table(
        "job_instruction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("contractor_id", sa.Integer(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("taken_back_on", sa.Date(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["service_request.id"], name=op.f("fk_job_instruction_request_id_service_request")
        ),
        sa.ForeignKeyConstraint(
            ["contractor_id"], ["staff_member.id"], name=op.f("fk_job_instruction_contractor_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["staff_member.id"], name=op.f("fk_job_instruction_given_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_instruction")),
        sa.UniqueConstraint("request_id", "contractor_id", name=op.f("uq_job_instruction_request_id")),
    )
    with op.batch_alter_table("job_instruction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_instruction_contractor_id"), ["contractor_id"], unique=False)


def _marker_file() -> None:
    op.create_table(
        "marker_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_by_id", sa.Integer(), nullable=True),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["staff_member.id"], name=op.f("fk_marker_file_made_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["loaded_by_id"], ["staff_member.id"], name=op.f("fk_marker_file_loaded_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marker_file")),
        sa.UniqueConstraint("form_key", name=op.f("uq_marker_file_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_marker_file_ref")),
    )
    op.create_table(
        "marker_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("restriction_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("instruction", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["marker_file.id"], name=op.f("fk_marker_copy_file_id_marker_file")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_marker_copy_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["restriction_id"], ["restriction.id"], name=op.f("fk_marker_copy_restriction_id_restriction")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marker_copy")),
    )
    with op.batch_alter_table("marker_copy", schema=None) as batch_op:
        batch_op.create_index("ix_marker_copy_of", ["restriction_id", "instruction"], unique=False)
        batch_op.create_index(batch_op.f("ix_marker_copy_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_marker_copy_customer_id"), ["customer_id"], unique=False)


def _find_everybody() -> None:
    """The keys of who is on record already. Should the rule for keys ever change, a migration makes them anew."""
    customers = sa.text(
        "SELECT id, ref, name, address, phone, tenancy_ref FROM customer "
        "WHERE id > :after AND erased_at IS NULL ORDER BY id LIMIT :most"
    )
    keys = sa.table("search_key", sa.column("key"), sa.column("customer_id"))
    connection, after = op.get_bind(), 0
    while found := connection.execute(customers, {"after": after, "most": _AT_ONCE}).all():
        rows = [
            {"key": key, "customer_id": number}
            for number, ref, name, address, phone, tenancy_ref in found
            for key in sorted(keys_of(Findable(ref, name, _lines(address), phone, tenancy_ref)))
        ]
        if rows:
            connection.execute(keys.insert(), rows)
        after = found[-1][0]


def _lines(address: str | list[str]) -> list[str]:
    """SQLite gives JSON as text, PostgreSQL as what it says."""
    return json.loads(address) if isinstance(address, str) else address
