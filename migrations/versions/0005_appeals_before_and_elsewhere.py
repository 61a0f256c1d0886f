"""appeals before and elsewhere

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("how", sa.String(length=20), server_default="portal", nullable=False))
        batch_op.add_column(sa.Column("form_key", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("received_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("heard_by", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("sent_on_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_appeal_form_key"), ["form_key"])


def downgrade() -> None:
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_appeal_form_key"), type_="unique")
        for name in ("sent_on_at", "heard_by", "received_on", "form_key", "how"):
            batch_op.drop_column(name)

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_column("announced_at")
