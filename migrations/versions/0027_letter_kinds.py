"""What further kinds of letter are about: their case, questions to a customer, what became of what came in.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _letter()
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.add_column(sa.Column("letter_ref", sa.String(length=20), nullable=True))
    _case_question()
    _filed_item()
    with op.batch_alter_table("bundle", schema=None) as batch_op:
        batch_op.add_column(sa.Column("letter_ref", sa.String(length=20), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("bundle", schema=None) as batch_op:
        batch_op.drop_column("letter_ref")
    with op.batch_alter_table("filed_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_filed_item_restriction_id"))
        batch_op.drop_constraint(batch_op.f("fk_filed_item_restriction_id_restriction"), type_="foreignkey")
        for column in ("letter_ref", "restriction_id", "outcome"):
            batch_op.drop_column(column)
    with op.batch_alter_table("case_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_question_customer_id"))
        batch_op.drop_index(batch_op.f("ix_case_question_case_id"))
    op.drop_table("case_question")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_column("letter_ref")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_case_id"))
        batch_op.drop_constraint(batch_op.f("fk_letter_case_id_contact_case"), type_="foreignkey")
        batch_op.drop_column("case_id")


def _letter() -> None:
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("case_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_letter_case_id_contact_case"), "contact_case", ["case_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_letter_case_id"), ["case_id"], unique=False)


def _case_question() -> None:
    name = "case_question"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("asks", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("letter_ref", sa.String(length=20), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_how", sa.String(length=20), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["staff_member.id"], name=op.f("fk_case_question_asked_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["contact_case.id"], name=op.f("fk_case_question_case_id_contact_case")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_case_question_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_question")),
        sa.UniqueConstraint("form_key", name=op.f("uq_case_question_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_case_question_ref")),
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_question_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_question_customer_id"), ["customer_id"], unique=False)


def _filed_item() -> None:
    with op.batch_alter_table("filed_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outcome", sa.String(length=20), server_default="filed", nullable=False))
        batch_op.add_column(sa.Column("restriction_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("letter_ref", sa.String(length=20), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_filed_item_restriction_id_restriction"), "restriction", ["restriction_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_filed_item_restriction_id"), ["restriction_id"], unique=False)
