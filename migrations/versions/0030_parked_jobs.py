"""What a job that was parked says to staff.

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("job", sa.Column("forgiven", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "parked_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("letter_ref", sa.String(length=20), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_parked_job_customer_id_customer")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_parked_job_job_id_job")),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["staff_member.id"], name=op.f("fk_parked_job_settled_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked_job")),
        sa.UniqueConstraint("ref", name=op.f("uq_parked_job_ref")),
    )
    for column in ("customer_id", "job_id", "state"):
        op.create_index(op.f(f"ix_parked_job_{column}"), "parked_job", [column])


def downgrade() -> None:
    op.drop_table("parked_job")
    op.drop_column("job", "forgiven")
