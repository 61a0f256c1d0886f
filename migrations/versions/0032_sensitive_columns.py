"""The landlord's own keys, under which words in columns are encrypted.

The columns stay as they are: what lies in them is sealed as it is written, and by `flask keys rotate`.

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "landlord_key",
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("purpose", "number", name=op.f("pk_landlord_key")),
    )


def downgrade() -> None:
    op.drop_table("landlord_key")
