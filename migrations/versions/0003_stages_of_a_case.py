"""stages of a case

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contact_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("assess_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("outcome", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("outcome_why", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
    with op.batch_alter_table("warning", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", sa.String(length=20), nullable=False, server_default="contact"))
        batch_op.add_column(sa.Column("asks_to_stop", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("consequences", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("cites_agreement", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("letter_ref", sa.String(length=20), nullable=True))
    # What was called open stands where its steps left it; what was decided applies, or has ended since.
    op.execute("UPDATE contact_case SET stage = 'assessment' WHERE stage = 'open' AND assessed_on IS NOT NULL")
    op.execute("UPDATE contact_case SET stage = 'case' WHERE stage = 'open'")
    op.execute("UPDATE contact_case SET stage = 'in_force' WHERE stage = 'decided'")
    _steps()
    _support()
    _referrals()


def _steps() -> None:
    op.create_table(
        "case_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("done_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["contact_case.id"], name=op.f("fk_case_step_case_id_contact_case")),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff_member.id"], name=op.f("fk_case_step_done_by_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_step")),
        sa.UniqueConstraint("case_id", "kind", "code", "done_on", name=op.f("uq_case_step_case_id")),
    )
    with op.batch_alter_table("case_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_step_case_id"), ["case_id"], unique=False)


def _support() -> None:
    op.create_table(
        "support_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("offered_by_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("outcome_said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["contact_case.id"], name=op.f("fk_support_offer_case_id_contact_case")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_support_offer_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["offered_by_id"], ["staff_member.id"], name=op.f("fk_support_offer_offered_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_offer")),
        sa.UniqueConstraint("ref", name=op.f("uq_support_offer_ref")),
    )
    with op.batch_alter_table("support_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_offer_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_offer_customer_id"), ["customer_id"], unique=False)


def _referrals() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("answer_why", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_role", sa.String(length=60), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["staff_member.id"], name=op.f("fk_referral_answered_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["contact_case.id"], name=op.f("fk_referral_case_id_contact_case")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_referral_customer_id_customer")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_referral_incident_id_incident")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff_member.id"], name=op.f("fk_referral_made_by_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("incident_id", name=op.f("uq_referral_incident_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_referral_ref")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_made_by_id"), ["made_by_id"], unique=False)


def downgrade() -> None:
    op.drop_table("referral")
    op.drop_table("support_offer")
    op.drop_table("case_step")
    op.execute("UPDATE contact_case SET stage = 'decided' WHERE stage IN ('notice', 'in_force', 'appeal', 'review')")
    op.execute("UPDATE contact_case SET stage = 'open' WHERE stage NOT IN ('decided', 'ended')")
    with op.batch_alter_table("warning", schema=None) as batch_op:
        for column in ("letter_ref", "cites_agreement", "consequences", "asks_to_stop", "about"):
            batch_op.drop_column(column)
    with op.batch_alter_table("contact_case", schema=None) as batch_op:
        for column in ("ended_on", "outcome_why", "outcome", "assess_by"):
            batch_op.drop_column(column)
