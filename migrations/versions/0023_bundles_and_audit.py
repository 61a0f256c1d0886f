"""Bundles and audit.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

# By what the record of acts and looks is searched: when, who, and what was done.
_SEARCHED = {
    "ix_event_at": ("event", ["at"]),
    "ix_event_name": ("event", ["name", "number"]),
    "ix_event_who": ("event", ["actor", "actor_id", "number"]),
    "ix_access_look_at": ("access_look", ["at"]),
    "ix_access_look_who": ("access_look", ["actor", "actor_id", "id"]),
}


def upgrade() -> None:
    _bundle()
    _chain_check()
    for name, (table, columns) in _SEARCHED.items():
        op.create_index(name, table, columns, unique=False)


def downgrade() -> None:
    for name, (table, _columns) in _SEARCHED.items():
        op.drop_index(name, table_name=table)
    op.drop_table("chain_check")
    with op.batch_alter_table("bundle", schema=None) as batch_op:
        for column in ("delete_on", "customer_id", "case_id"):
            batch_op.drop_index(batch_op.f(f"ix_bundle_{column}"))
    op.drop_table("bundle")


def _bundle() -> None:
    op.create_table(
        "bundle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("stored_as", sa.String(length=80), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["contact_case.id"], name=op.f("fk_bundle_case_id_contact_case")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_bundle_customer_id_customer")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff_member.id"], name=op.f("fk_bundle_made_by_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle")),
        sa.UniqueConstraint("form_key", name=op.f("uq_bundle_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_bundle_ref")),
    )
    with op.batch_alter_table("bundle", schema=None) as batch_op:
        for column in ("case_id", "customer_id", "delete_on"):
            batch_op.create_index(batch_op.f(f"ix_bundle_{column}"), [column], unique=False)


def _chain_check() -> None:
    op.create_table(
        "chain_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_check")),
    )
