"""reviews and the door watch

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# The kinds of the shared table that protect a person, as they were when this was written.
SAFETY_KINDS = ("witness_present", "office_meetings_only", "visits_in_pairs", "excluded_from_offices")


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("missed_on", sa.Date(), nullable=True),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("director_id", sa.Integer(), nullable=True),
        sa.Column("director_role", sa.String(length=60), nullable=True),
        sa.Column("director_keeps", sa.Boolean(), nullable=True),
        sa.Column("director_reason", sa.Text(), nullable=False),
        sa.Column("director_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_review_customer_id_customer")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_review_decision_id_decision")),
        sa.ForeignKeyConstraint(["director_id"], ["staff_member.id"], name=op.f("fk_review_director_id_staff_member")),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["staff_member.id"], name=op.f("fk_review_proposed_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("ref", name=op.f("uq_review_ref")),
    )
    for name in ("decision_id", "customer_id", "state"):
        op.create_index(op.f(f"ix_review_{name}"), "review", [name])
    op.create_table(
        "review_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("represents", sa.Boolean(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_signature_review_id_review")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_review_signature_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_signature")),
        sa.UniqueConstraint("review_id", "staff_id", name=op.f("uq_review_signature_review_id")),
    )
    op.create_index(op.f("ix_review_signature_review_id"), "review_signature", ["review_id"])
    op.create_table(
        "opened_channel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_why", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_opened_channel_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opened_channel")),
    )
    op.create_index(op.f("ix_opened_channel_customer_id"), "opened_channel", ["customer_id"])
    with op.batch_alter_table("restriction", schema=None) as batch_op:
        batch_op.add_column(sa.Column("safety", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("suspended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("suspended_why", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("director_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("kept_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reviewed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("review_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_restriction_review_id_review"), "review", ["review_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_restriction_review_id"), ["review_id"], unique=False)
    _mark_safety()


def _mark_safety() -> None:
    """What protects a person on record already: by its kind, or because of what happened."""
    restriction = sa.table("restriction", *map(sa.column, ("kind", "decision_id")), sa.column("safety", sa.Boolean()))
    decision = sa.table("decision", *map(sa.column, ("id", "case_id")))
    incident = sa.table(
        "incident",
        sa.column("case_id"),
        sa.column("serious", sa.Boolean()),
        sa.column("immediate_risk", sa.Boolean()),
    )
    grave = (
        sa.select(decision.c.id)
        .join(incident, incident.c.case_id == decision.c.case_id)
        .where(sa.or_(incident.c.serious, incident.c.immediate_risk))
    )
    op.execute(
        sa.update(restriction)
        .where(sa.or_(restriction.c.kind.in_(SAFETY_KINDS), restriction.c.decision_id.in_(grave)))
        .values(safety=sa.true())
    )


def downgrade() -> None:
    with op.batch_alter_table("restriction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_restriction_review_id"))
        batch_op.drop_constraint(batch_op.f("fk_restriction_review_id_review"), type_="foreignkey")
        for name in (
            "review_id",
            "reviewed_on",
            "kept_until",
            "director_by",
            "suspended_why",
            "suspended_on",
            "safety",
        ):
            batch_op.drop_column(name)
    op.drop_table("opened_channel")
    op.drop_table("review_signature")
    op.drop_table("review")
