"""Answers for comparing outcomes, what was published of them, and board papers.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _monitoring_answer()
    _equality_block()
    _board_paper()


def downgrade() -> None:
    op.drop_table("board_paper")
    op.drop_table("equality_block")
    with op.batch_alter_table("monitoring_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_monitoring_answer_first_at"))
    op.drop_table("monitoring_answer")


def _monitoring_answer() -> None:
    op.create_table(
        "monitoring_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("told_how", sa.String(length=20), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_monitoring_answer_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_answer")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_monitoring_answer_customer_id")),
    )
    with op.batch_alter_table("monitoring_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_monitoring_answer_first_at"), ["first_at"], unique=False)


def _equality_block() -> None:
    op.create_table(
        "equality_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("characteristic", sa.String(length=20), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_block")),
        sa.UniqueConstraint("measure", "characteristic", "first_on", name=op.f("uq_equality_block_measure")),
    )


def _board_paper() -> None:
    op.create_table(
        "board_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["staff_member.id"], name=op.f("fk_board_paper_made_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_paper")),
        sa.UniqueConstraint("month", name=op.f("uq_board_paper_month")),
    )
