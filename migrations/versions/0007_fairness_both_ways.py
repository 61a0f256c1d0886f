"""fairness both ways

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = (
    "conduct_concern",
    "matter",
    "retaliation_answer",
    "appeal_point",
    "withheld_test",
    "representative",
    "risk_to_person",
    "risk_from_person",
)


def upgrade() -> None:
    _conduct_concern()
    _matter()
    _retaliation_answer()
    _appeal_point()
    _withheld_test()
    _representative()
    _risk_to_person()
    _risk_from_person()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _conduct_concern() -> None:
    op.create_table(
        "conduct_concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("raised_by", sa.String(length=20), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("about_words", sa.String(length=200), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_role", sa.String(length=60), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_conduct_concern_customer_id_customer")),
        sa.ForeignKeyConstraint(["case_id"], ["contact_case.id"], name=op.f("fk_conduct_concern_case_id_contact_case")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_conduct_concern_incident_id_incident")),
        sa.ForeignKeyConstraint(
            ["about_id"], ["staff_member.id"], name=op.f("fk_conduct_concern_about_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["staff_member.id"], name=op.f("fk_conduct_concern_closed_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conduct_concern")),
        sa.UniqueConstraint("form_key", name=op.f("uq_conduct_concern_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_conduct_concern_ref")),
    )
    with op.batch_alter_table("conduct_concern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conduct_concern_about_id"), ["about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conduct_concern_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conduct_concern_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conduct_concern_incident_id"), ["incident_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conduct_concern_state"), ["state"], unique=False)


def _matter() -> None:
    op.create_table(
        "matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("known_as", sa.String(length=60), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_matter_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_member.id"], name=op.f("fk_matter_recorded_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint("form_key", name=op.f("uq_matter_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_matter_ref")),
    )
    with op.batch_alter_table("matter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matter_customer_id"), ["customer_id"], unique=False)


def _retaliation_answer() -> None:
    op.create_table(
        "retaliation_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("matters", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_retaliation_answer_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_retaliation_answer_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retaliation_answer")),
    )
    with op.batch_alter_table("retaliation_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retaliation_answer_decision_id"), ["decision_id"], unique=False)


def _appeal_point() -> None:
    op.create_table(
        "appeal_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("finding", sa.JSON(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_appeal_point_appeal_id_appeal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_point")),
        sa.UniqueConstraint("appeal_id", "key", name=op.f("uq_appeal_point_appeal_id")),
    )
    with op.batch_alter_table("appeal_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_point_appeal_id"), ["appeal_id"], unique=False)


def _withheld_test() -> None:
    op.create_table(
        "withheld_test",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("tested_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_withheld_test_decision_id_decision")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_withheld_test_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withheld_test")),
    )
    with op.batch_alter_table("withheld_test", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_withheld_test_decision_id"), ["decision_id"], unique=False)


def _representative() -> None:
    op.create_table(
        "representative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("advocate_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["advocate_id"], ["advocate.id"], name=op.f("fk_representative_advocate_id_advocate")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_representative_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representative")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_representative_customer_id")),
        sa.UniqueConstraint("advocate_id", name=op.f("uq_representative_advocate_id")),
    )


def _risk_to_person() -> None:
    op.create_table(
        "risk_to_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("keep_safe", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_risk_to_person_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_member.id"], name=op.f("fk_risk_to_person_recorded_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_to_person")),
        sa.UniqueConstraint("ref", name=op.f("uq_risk_to_person_ref")),
        sa.UniqueConstraint("form_key", name=op.f("uq_risk_to_person_form_key")),
    )
    with op.batch_alter_table("risk_to_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_to_person_customer_id"), ["customer_id"], unique=False)


def _risk_from_person() -> None:
    op.create_table(
        "risk_from_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_risk_from_person_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_risk_from_person_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_member.id"], name=op.f("fk_risk_from_person_recorded_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_from_person")),
        sa.UniqueConstraint("form_key", name=op.f("uq_risk_from_person_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_risk_from_person_ref")),
    )
    with op.batch_alter_table("risk_from_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_from_person_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_from_person_incident_id"), ["incident_id"], unique=False)
