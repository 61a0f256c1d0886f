"""Reasonable adjustments: asked for, answered, honoured or not.

Revision ID: 0009
Revises: 0008
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _request()
    _adjustment()
    _breach()
    _recording()


def downgrade() -> None:
    for name in ("call_recording", "adjustment_breach", "adjustment_request"):
        op.drop_table(name)
    with op.batch_alter_table("adjustment", schema=None) as batch_op:
        batch_op.alter_column("what", existing_type=sa.Text(), type_=sa.String(length=500), existing_nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_adjustment_ref"), type_="unique")
        for column in ("ended_words", "ended_why", "last_done_on", "code", "ref"):
            batch_op.drop_column(column)


def _adjustment() -> None:
    """What was agreed before gets a reference of its own."""
    with op.batch_alter_table("adjustment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ref", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("code", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("last_done_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ended_why", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("ended_words", sa.Text(), nullable=False, server_default=""))
    table = sa.table("adjustment", sa.column("id", sa.Integer), sa.column("ref", sa.String))
    connection = op.get_bind()
    for number in connection.scalars(sa.select(table.c.id)).all():
        connection.execute(table.update().where(table.c.id == number).values(ref=_new_ref()))
    with op.batch_alter_table("adjustment", schema=None) as batch_op:
        batch_op.alter_column("ref", existing_type=sa.String(length=20), nullable=False)
        batch_op.alter_column("ended_words", existing_type=sa.Text(), server_default=None)
        batch_op.alter_column("what", existing_type=sa.String(length=500), type_=sa.Text(), existing_nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_adjustment_ref"), ["ref"])


def _new_ref() -> str:
    drawn = "".join(secrets.choice("23456789CDFGHJKMNPQRTVWXY") for _ in range(8))
    return f"P-{drawn[:4]}-{drawn[4:]}"


def _request() -> None:
    name = "adjustment_request"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=20), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_how", sa.String(length=20), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("own_words", sa.Text(), nullable=False),
        sa.Column("again_of_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("agreed", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("offered", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["again_of_id"],
            ["adjustment_request.id"],
            name=op.f("fk_adjustment_request_again_of_id_adjustment_request"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["staff_member.id"], name=op.f("fk_adjustment_request_answered_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_adjustment_request_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment_request")),
        sa.UniqueConstraint("form_key", name=op.f("uq_adjustment_request_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_adjustment_request_ref")),
    )
    _index(name, "customer_id", "state")


def _breach() -> None:
    name = "adjustment_breach"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("adjustment_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("what_happened", sa.Text(), nullable=False),
        sa.Column("told_by", sa.String(length=20), nullable=False),
        sa.Column("told_by_id", sa.Integer(), nullable=False),
        sa.Column("told_how", sa.String(length=20), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adjustment_id"], ["adjustment.id"], name=op.f("fk_adjustment_breach_adjustment_id_adjustment")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["staff_member.id"], name=op.f("fk_adjustment_breach_answered_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_adjustment_breach_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment_breach")),
        sa.UniqueConstraint("form_key", name=op.f("uq_adjustment_breach_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_adjustment_breach_ref")),
    )
    _index(name, "adjustment_id", "customer_id", "state")


def _recording() -> None:
    name = "call_recording"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("adjustment_id", sa.Integer(), nullable=True),
        sa.Column("call_on", sa.Date(), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("asked_by", sa.String(length=20), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_how", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("other_ways", sa.JSON(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adjustment_id"], ["adjustment.id"], name=op.f("fk_call_recording_adjustment_id_adjustment")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["staff_member.id"], name=op.f("fk_call_recording_answered_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_call_recording_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_recording")),
        sa.UniqueConstraint("form_key", name=op.f("uq_call_recording_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_call_recording_ref")),
    )
    _index(name, "customer_id", "state")


def _index(name: str, *columns: str) -> None:
    with op.batch_alter_table(name, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{name}_{column}"), [column], unique=False)
