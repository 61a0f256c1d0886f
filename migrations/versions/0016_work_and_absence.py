"""Work: who has what, absences, working days.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _team()
    _task()
    _absence()
    _closed_day()
    _consulting()


def downgrade() -> None:
    for table in (
        "legal_check",
        "case_teller",
        "consultation",
        "closed_day",
        "staff_absence",
        "task_role",
        "task",
        "team_member",
        "team",
    ):
        op.drop_table(table)


def _staff(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["staff_member.id"], name=op.f(f"fk_{table}_{column}_staff_member"))


def _team() -> None:
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
        sa.UniqueConstraint("ref", name=op.f("uq_team_ref")),
    )
    op.create_table(
        "team_member",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        _staff("staff_id", "team_member"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_member_team_id_team")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_team_member")),
    )
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_member_team_id"), ["team_id"], unique=False)


def _task() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("order_on", sa.Date(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("assigned_id", sa.Integer(), nullable=True),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("by_role", sa.Boolean(), nullable=False),
        sa.Column("not_for", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("handed_by_id", sa.Integer(), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_task_customer_id_customer")),
        *(_staff(column, "task") for column in ("owner_id", "assigned_id", "holder_id", "handed_by_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_task_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("key", name=op.f("uq_task_key")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("ix_task_team_id_holder_id", ["team_id", "holder_id"], unique=False)
        batch_op.create_index("ix_task_holder_id_order_on", ["holder_id", "order_on", "id"], unique=False)
        batch_op.create_index("ix_task_order_on_id", ["order_on", "id"], unique=False)
        batch_op.create_index("ix_task_kind_from_on", ["kind", "from_on"], unique=False)
    op.create_table(
        "task_role",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_role_task_id_task"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "role", name=op.f("pk_task_role")),
    )
    with op.batch_alter_table("task_role", schema=None) as batch_op:
        batch_op.create_index("ix_task_role_role", ["role", "task_id"], unique=False)


def _absence() -> None:
    op.create_table(
        "staff_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("cover_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        *(_staff(column, "staff_absence") for column in ("staff_id", "cover_id", "recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_absence")),
        sa.UniqueConstraint("form_key", name=op.f("uq_staff_absence_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_staff_absence_ref")),
    )
    with op.batch_alter_table("staff_absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_absence_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_absence_ends_on"), ["ends_on"], unique=False)


def _closed_day() -> None:
    op.create_table(
        "closed_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _staff("recorded_by_id", "closed_day"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_day")),
        sa.UniqueConstraint("day", name=op.f("uq_closed_day_day")),
    )


def _case(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["case_id"], ["contact_case.id"], name=op.f(f"fk_{table}_case_id_contact_case"))


def _consulting() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=80), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("informed_on", sa.Date(), nullable=True),
        _case("consultation"),
        _staff("recorded_by_id", "consultation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("case_id", "team", name=op.f("uq_consultation_case_id")),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_case_id"), ["case_id"], unique=False)
    op.create_table(
        "case_teller",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        _case("case_teller"),
        _staff("staff_id", "case_teller"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_teller")),
    )
    op.create_table(
        "legal_check",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        _case("legal_check"),
        _staff("checked_by_id", "legal_check"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_legal_check")),
    )
