"""Incidents: what goes with them.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# Each new table, with its columns that are looked up.
_INDEXED = {
    "unconsented_recording": ("customer_id", "manager_id"),
    "incident_damage": ("customer_id",),
    "colleague_support": ("incident_id", "customer_id", "colleague_id", "state"),
    "risk_assessment": ("case_id", "customer_id"),
}


def upgrade() -> None:
    _incident()
    _unconsented_recording()
    _incident_damage()
    _colleague_support()
    _risk_assessment()
    for table, columns in _INDEXED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def downgrade() -> None:
    for table, columns in reversed(_INDEXED.items()):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_index(batch_op.f(f"ix_{table}_{column}"))
        op.drop_table(table)
    with op.batch_alter_table("incident", schema=None) as batch_op:
        for column in ("call_ref", "place", "contact_ended_at", "done_at_once", "end_warned"):
            batch_op.drop_column(column)


def _incident() -> None:
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.add_column(sa.Column("end_warned", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("done_at_once", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("contact_ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("place", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("call_ref", sa.String(length=80), server_default="", nullable=False))


def _unconsented_recording() -> None:
    name = "unconsented_recording"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("challenged", sa.Boolean(), nullable=False),
        sa.Column("end_warned", sa.Boolean(), nullable=False),
        sa.Column("gave_reason", sa.Boolean(), nullable=False),
        sa.Column("other_ways", sa.JSON(), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("manager_told_on", sa.Date(), nullable=True),
        _refers(name, "incident_id", "incident"),
        _refers(name, "customer_id", "customer"),
        _refers(name, "manager_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("incident_id", name=op.f(f"uq_{name}_incident_id")),
    )


def _incident_damage() -> None:
    name = "incident_damage"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("cost_pence", sa.Integer(), nullable=True),
        _refers(name, "incident_id", "incident"),
        _refers(name, "customer_id", "customer"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("incident_id", name=op.f(f"uq_{name}_incident_id")),
    )


def _colleague_support() -> None:
    name = "colleague_support"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("offered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        _refers(name, "incident_id", "incident"),
        _refers(name, "customer_id", "customer"),
        _refers(name, "colleague_id", "staff_member"),
        _refers(name, "offered_by_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("ref", name=op.f(f"uq_{name}_ref")),
    )


def _risk_assessment() -> None:
    name = "risk_assessment"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(length=20), nullable=False),
        sa.Column("at_risk", sa.JSON(), nullable=False),
        sa.Column("hazards", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("assessed_by_id", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _refers(name, "case_id", "contact_case"),
        _refers(name, "customer_id", "customer"),
        _refers(name, "assessed_by_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("form_key", name=op.f(f"uq_{name}_form_key")),
        sa.UniqueConstraint("ref", name=op.f(f"uq_{name}_ref")),
    )


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
