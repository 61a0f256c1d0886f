"""Appeals without signing in, evidence in quarantine, more evidence later.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# Columns of a file, with what each refers to.
_GOES_WITH = (
    ("customer_id", "customer"),
    ("change_id", "change_of_circumstances"),
    ("held_id", "held_appeal"),
    ("incident_id", "incident"),
    ("released_by_id", "staff_member"),
)


def upgrade() -> None:
    _held_appeal()
    _appeal_addition()
    _appeal_extension()
    _evidence()


def downgrade() -> None:
    op.execute("DELETE FROM evidence WHERE appeal_id IS NULL")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        for column, other in reversed(_GOES_WITH):
            if column != "released_by_id":
                batch_op.drop_index(batch_op.f(f"ix_evidence_{column}"))
            batch_op.drop_constraint(batch_op.f(f"fk_evidence_{column}_{other}"), type_="foreignkey")
            batch_op.drop_column(column)
        for column in ("scanned_at", "scan_said", "scan", "sent_by_id", "sent_by"):
            batch_op.drop_column(column)
        batch_op.alter_column("appeal_id", existing_type=sa.Integer(), nullable=False)
    for table in ("appeal_extension", "appeal_addition"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{table}_appeal_id"))
        op.drop_table(table)
    with op.batch_alter_table("held_appeal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_held_appeal_state"))
    op.drop_table("held_appeal")


def _evidence() -> None:
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.alter_column("appeal_id", existing_type=sa.Integer(), nullable=True)
        for column, other in _GOES_WITH:
            batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(batch_op.f(f"fk_evidence_{column}_{other}"), other, [column], ["id"])
            if column != "released_by_id":
                batch_op.create_index(batch_op.f(f"ix_evidence_{column}"), [column], unique=False)
        batch_op.add_column(sa.Column("sent_by", sa.String(length=20), server_default="customer", nullable=False))
        batch_op.add_column(sa.Column("sent_by_id", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("scan", sa.String(length=20), server_default="waiting", nullable=False))
        batch_op.add_column(sa.Column("scan_said", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True))
    of_appeal = "(SELECT {column} FROM appeal WHERE appeal.id = evidence.appeal_id)"
    pairs = {"customer_id": "customer_id", "sent_by": "made_by", "sent_by_id": "made_by_id"}
    set_all = ", ".join(f"{name} = {of_appeal.format(column=column)}" for name, column in pairs.items())
    op.execute(f"UPDATE evidence SET {set_all}")  # noqa: S608  nothing of it is typed by anybody


def _held_appeal() -> None:
    op.create_table(
        "held_appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_held_appeal_appeal_id_appeal")),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["staff_member.id"], name=op.f("fk_held_appeal_settled_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_appeal")),
        sa.UniqueConstraint("form_key", name=op.f("uq_held_appeal_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_held_appeal_ref")),
    )
    with op.batch_alter_table("held_appeal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_held_appeal_state"), ["state"], unique=False)


def _appeal_addition() -> None:
    op.create_table(
        "appeal_addition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_by", sa.String(length=20), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_appeal_addition_appeal_id_appeal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_addition")),
    )
    with op.batch_alter_table("appeal_addition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_addition_appeal_id"), ["appeal_id"], unique=False)


def _appeal_extension() -> None:
    op.create_table(
        "appeal_extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("due_before", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("extended_by_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("extended_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_appeal_extension_appeal_id_appeal")),
        sa.ForeignKeyConstraint(
            ["extended_by_id"], ["staff_member.id"], name=op.f("fk_appeal_extension_extended_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_extension")),
    )
    with op.batch_alter_table("appeal_extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_extension_appeal_id"), ["appeal_id"], unique=False)
