"""Letterheads: the landlord's own, proved and put to use.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_letterhead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("word", sa.LargeBinary(), nullable=True),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("brought_by_id", sa.Integer(), nullable=True),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_by_id", sa.Integer(), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["brought_by_id"], ["staff_member.id"], name=op.f("fk_own_letterhead_brought_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["used_by_id"], ["staff_member.id"], name=op.f("fk_own_letterhead_used_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_letterhead")),
        sa.UniqueConstraint("form_key", name=op.f("uq_own_letterhead_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_own_letterhead_ref")),
    )


def downgrade() -> None:
    op.drop_table("own_letterhead")
