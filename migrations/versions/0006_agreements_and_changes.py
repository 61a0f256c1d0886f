"""agreements and changes

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _contact_agreement()
    _broken_promise()
    _change_of_circumstances()


def downgrade() -> None:
    with op.batch_alter_table("change_of_circumstances", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_of_circumstances_state"))
        batch_op.drop_index(batch_op.f("ix_change_of_circumstances_customer_id"))

    op.drop_table("change_of_circumstances")
    with op.batch_alter_table("broken_promise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_broken_promise_restriction_id"))
        batch_op.drop_index(batch_op.f("ix_broken_promise_customer_id"))
        batch_op.drop_index(batch_op.f("ix_broken_promise_agreement_id"))

    op.drop_table("broken_promise")
    with op.batch_alter_table("contact_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_agreement_state"))
        batch_op.drop_index(batch_op.f("ix_contact_agreement_decision_id"))
        batch_op.drop_index(batch_op.f("ix_contact_agreement_customer_id"))
        batch_op.drop_index(batch_op.f("ix_contact_agreement_case_id"))

    op.drop_table("contact_agreement")


def _contact_agreement() -> None:
    name = "contact_agreement"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("offered_by_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("promises_customer", sa.JSON(), nullable=False),
        sa.Column("promises_landlord", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=20), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_how", sa.String(length=20), nullable=True),
        sa.Column("answer_words", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(length=40), nullable=True),
        sa.Column("ended_words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["contact_case.id"], name=op.f("fk_contact_agreement_case_id_contact_case")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_contact_agreement_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_contact_agreement_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["offered_by_id"], ["staff_member.id"], name=op.f("fk_contact_agreement_offered_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_agreement")),
        sa.UniqueConstraint("form_key", name=op.f("uq_contact_agreement_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_contact_agreement_ref")),
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_agreement_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_agreement_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_agreement_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_agreement_state"), ["state"], unique=False)


def _broken_promise() -> None:
    name = "broken_promise"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("restriction_id", sa.Integer(), nullable=True),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("what_happened", sa.Text(), nullable=False),
        sa.Column("reported_by", sa.String(length=20), nullable=False),
        sa.Column("reported_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["contact_agreement.id"], name=op.f("fk_broken_promise_agreement_id_contact_agreement")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_broken_promise_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["restriction_id"], ["restriction.id"], name=op.f("fk_broken_promise_restriction_id_restriction")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broken_promise")),
        sa.UniqueConstraint("form_key", name=op.f("uq_broken_promise_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_broken_promise_ref")),
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_broken_promise_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_broken_promise_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_broken_promise_restriction_id"), ["restriction_id"], unique=False)


def _change_of_circumstances() -> None:
    name = "change_of_circumstances"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("told_by", sa.String(length=20), nullable=False),
        sa.Column("told_by_id", sa.Integer(), nullable=False),
        sa.Column("told_how", sa.String(length=20), nullable=False),
        sa.Column("what_changed", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("standing", sa.JSON(), nullable=False),
        sa.Column("owed_by", sa.String(length=200), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["staff_member.id"], name=op.f("fk_change_of_circumstances_answered_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_change_of_circumstances_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_of_circumstances")),
        sa.UniqueConstraint("form_key", name=op.f("uq_change_of_circumstances_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_change_of_circumstances_ref")),
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_of_circumstances_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_of_circumstances_state"), ["state"], unique=False)
