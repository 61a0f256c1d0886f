"""what happened

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.add_column(sa.Column("examples", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("matters", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "incident_weighing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("no_more_than", sa.JSON(), nullable=False),
        sa.Column("circumstances", sa.JSON(), nullable=False),
        sa.Column("effects", sa.JSON(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("persistence", sa.String(length=40), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.Column("weighed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("weighed_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_weighing_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["weighed_by_id"], ["staff_member.id"], name=op.f("fk_incident_weighing_weighed_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_weighing")),
        sa.UniqueConstraint("incident_id", name=op.f("uq_incident_weighing_incident_id")),
    )


def downgrade() -> None:
    op.drop_table("incident_weighing")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_column("matters")
        batch_op.drop_column("examples")
