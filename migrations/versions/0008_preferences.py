"""Preferences and safe ways to reach a person; codes by post, and the link that ends all sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _preference()
    _safe_contact()
    with op.batch_alter_table("sign_in_code", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stop_hash", sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f("ix_sign_in_code_stop_hash"), ["stop_hash"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("sign_in_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_code_stop_hash"))
        batch_op.drop_column("stop_hash")
    with op.batch_alter_table("safe_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_safe_contact_phone"))
        batch_op.drop_index(batch_op.f("ix_safe_contact_email"))

    op.drop_table("safe_contact")
    op.drop_table("preference")


def _preference() -> None:
    op.create_table(
        "preference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("appointments_by", sa.String(length=20), nullable=True),
        sa.Column("reminders_by", sa.String(length=20), nullable=True),
        sa.Column("interpreter", sa.String(length=80), nullable=False),
        sa.Column("sign_language", sa.Boolean(), nullable=False),
        sa.Column("relay_uk", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_preference_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preference")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_preference_customer_id")),
    )


def _safe_contact() -> None:
    name = "safe_contact"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("opens", sa.String(length=5), nullable=True),
        sa.Column("closes", sa.String(length=5), nullable=True),
        sa.Column("never", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_safe_contact_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safe_contact")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_safe_contact_customer_id")),
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_safe_contact_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_safe_contact_phone"), ["phone"], unique=False)
