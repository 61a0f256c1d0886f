"""Deciding, hearing and reviewing, complete.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_NEW = (
    "similar_count", "staff_notice", "monitoring_record", "filed_item", "filed_reader", "review_meeting_item",
    "review_meeting", "appeal_ground",
)  # fmt: skip


def upgrade() -> None:
    _more_of_what_is_there()
    _grounds()
    _meetings()
    _filing()
    _oversight()


def downgrade() -> None:
    for table in _NEW:
        op.drop_table(table)
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_column("further_why")
        batch_op.drop_column("further")
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_appeal_allocated_by_id_staff_member"), type_="foreignkey")
        for column in ("allocated_why", "allocated_at", "allocated_by_id"):
            batch_op.drop_column(column)
    with op.batch_alter_table("restriction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_restriction_review_on"))
        batch_op.drop_column("milder")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_issued_at"))
        batch_op.drop_column("open_door")


def _more_of_what_is_there() -> None:
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("open_door", sa.JSON(), nullable=True))
        batch_op.create_index(batch_op.f("ix_decision_issued_at"), ["issued_at"], unique=False)
    with op.batch_alter_table("restriction", schema=None) as batch_op:
        batch_op.add_column(sa.Column("milder", sa.JSON(), server_default="[]", nullable=False))
        batch_op.create_index(batch_op.f("ix_restriction_review_on"), ["review_on"], unique=False)
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("allocated_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_appeal_allocated_by_id_staff_member"), "staff_member", ["allocated_by_id"], ["id"]
        )
        batch_op.add_column(sa.Column("allocated_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("allocated_why", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.add_column(sa.Column("further", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("further_why", sa.Text(), server_default="", nullable=False))


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _grounds() -> None:
    op.create_table(
        "appeal_ground",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        _refers("appeal_ground", "appeal_id", "appeal"),
        _refers("appeal_ground", "noted_by_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_ground")),
        sa.UniqueConstraint("appeal_id", "key", name=op.f("uq_appeal_ground_appeal_id")),
    )
    _index("appeal_ground", "appeal_id")


def _meetings() -> None:
    op.create_table(
        "review_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("began_by_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        _refers("review_meeting", "began_by_id", "staff_member"),
        _refers("review_meeting", "closed_by_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_meeting")),
        sa.UniqueConstraint("ref", name=op.f("uq_review_meeting_ref")),
    )
    _index("review_meeting", "month")
    op.create_table(
        "review_meeting_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minute", sa.Text(), nullable=False),
        sa.Column("put_off", sa.Text(), nullable=False),
        _refers("review_meeting_item", "meeting_id", "review_meeting"),
        _refers("review_meeting_item", "decision_id", "decision"),
        _refers("review_meeting_item", "review_id", "review"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_meeting_item")),
        sa.UniqueConstraint("meeting_id", "decision_id", name=op.f("uq_review_meeting_item_meeting_id")),
    )
    _index("review_meeting_item", "meeting_id", "decision_id", "review_id")


def _filing() -> None:
    op.create_table(
        "filed_reader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("named_by_id", sa.Integer(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _refers("filed_reader", "customer_id", "customer"),
        _refers("filed_reader", "staff_id", "staff_member"),
        _refers("filed_reader", "named_by_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filed_reader")),
    )
    _index("filed_reader", "customer_id", "staff_id")
    op.create_table(
        "filed_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("logged_by_id", sa.Integer(), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("read_by_id", sa.Integer(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        _refers("filed_item", "customer_id", "customer"),
        _refers("filed_item", "logged_by_id", "staff_member"),
        _refers("filed_item", "read_by_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filed_item")),
        sa.UniqueConstraint("form_key", name=op.f("uq_filed_item_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_filed_item_ref")),
    )
    _index("filed_item", "customer_id", "read_at")


def _oversight() -> None:
    op.create_table(
        "monitoring_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("behaviour", "kinds", "actions", "roles")),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("received_by_id", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        _refers("monitoring_record", "customer_id", "customer"),
        _refers("monitoring_record", "received_by_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_record")),
        sa.UniqueConstraint("ref", name=op.f("uq_monitoring_record_ref")),
        sa.UniqueConstraint("what", "subject", name=op.f("uq_monitoring_record_what")),
    )
    _index("monitoring_record", "customer_id", "made_at")
    op.create_table(
        "staff_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        _refers("staff_notice", "staff_id", "staff_member"),
        _refers("staff_notice", "customer_id", "customer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_notice")),
        sa.UniqueConstraint("staff_id", "what", "subject", name=op.f("uq_staff_notice_staff_id")),
    )
    _index("staff_notice", "staff_id", "customer_id")
    op.create_table(
        "similar_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("behaviour", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("cases", "imposed", "ended_early")),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_similar_count")),
        sa.UniqueConstraint("behaviour", "kind", name=op.f("uq_similar_count_behaviour")),
    )
