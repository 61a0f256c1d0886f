"""Corrections, and the right of reply."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _incident_reply()
    _correction()


def downgrade() -> None:
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correction_state"))
        batch_op.drop_index(batch_op.f("ix_correction_incident_id"))
        batch_op.drop_index(batch_op.f("ix_correction_customer_id"))

    op.drop_table("correction")
    with op.batch_alter_table("incident_reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_reply_incident_id"))
        batch_op.drop_index(batch_op.f("ix_incident_reply_customer_id"))

    op.drop_table("incident_reply")


def _incident_reply() -> None:
    name = "incident_reply"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(length=20), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.Column("said_how", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_incident_reply_customer_id_customer")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_reply_incident_id_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_reply")),
        sa.UniqueConstraint("form_key", name=op.f("uq_incident_reply_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_incident_reply_ref")),
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_reply_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incident_reply_incident_id"), ["incident_id"], unique=False)


def _correction() -> None:
    name = "correction"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(length=20), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_how", sa.String(length=20), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("wrong", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("now_reads", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["staff_member.id"], name=op.f("fk_correction_answered_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_correction_customer_id_customer")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_correction_incident_id_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("form_key", name=op.f("uq_correction_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_correction_ref")),
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correction_incident_id"), ["incident_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correction_state"), ["state"], unique=False)
