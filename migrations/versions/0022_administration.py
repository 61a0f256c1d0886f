"""Administration: imports, merges, moves, former names, a death, legal holds, proofs of deletion.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

# The content of an event may be taken away when its time is over, and nothing else of it may change: the chain covers
# all the rest, and whoever verifies it asks for the event that says so.
_COVERED = ("number", "at", "actor", "actor_id", "name", "subject", "person_id", "commitment", "previous", "hash")
_SAME = " AND ".join(f"NEW.{column} = OLD.{column}" for column in _COVERED)
_MAY_BE_EMPTIED = {
    "sqlite": (
        "DROP TRIGGER event_is_never_changed",
        f"CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event WHEN NOT (NEW.payload = x'' AND {_SAME}) "
        "BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION event_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' AND NEW.payload = ''::bytea AND {_SAME} THEN RETURN NEW; END IF; "
        "RAISE EXCEPTION 'an event is never changed or deleted'; END $$",
    ),
}
_NEVER = {
    "sqlite": (
        "DROP TRIGGER event_is_never_changed",
        "CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event "
        "BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION event_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'an event is never changed or deleted'; END $$",
    ),
}


def upgrade() -> None:
    _customer()
    _imports()
    _merges()
    _lives()
    _retention()
    for statement in _MAY_BE_EMPTIED[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in _NEVER[op.get_bind().dialect.name]:
        op.execute(statement)
    for name in (
        "deletion", "legal_hold", "customer_death", "former_name", "customer_move", "customer_merge", "import_task",
        "import_batch",
    ):  # fmt: skip
        op.drop_table(name)
    with op.batch_alter_table("person_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_key_read_by_id"))
        batch_op.drop_column("read_by_id")
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_customer_tenancy_ref"))
        batch_op.drop_index(batch_op.f("ix_customer_merged_into_id"))
        batch_op.drop_constraint(batch_op.f("uq_customer_external_ref"), type_="unique")
        for column in ("left_on", "died_on", "external_ref", "merged_into_id"):
            batch_op.drop_column(column)


def _customer() -> None:
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("external_ref", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("died_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("left_on", sa.Date(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_customer_external_ref"), ["external_ref"])
        batch_op.create_index(batch_op.f("ix_customer_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_customer_tenancy_ref"), ["tenancy_ref"], unique=False)
    with op.batch_alter_table("person_key", schema=None) as batch_op:
        batch_op.add_column(sa.Column("read_by_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_person_key_read_by_id"), ["read_by_id"], unique=False)


def _imports() -> None:
    _table(
        "import_batch",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("stored_as", sa.String(length=80), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("to_take", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("errors", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        unique=("ref", "form_key"), index=("state",), staff=("made_by_id", "done_by_id"),
    )  # fmt: skip
    _table(
        "import_task",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("decision_ref", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_task_batch_id_import_batch")
        ),
        sa.UniqueConstraint("batch_id", "subject", "code", name=op.f("uq_import_task_batch_id")),
        unique=("ref",), index=("batch_id", "customer_id", "state"), staff=("done_by_id",), customer=True,
    )  # fmt: skip


def _merges() -> None:
    _table(
        "customer_merge",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("kept_ref", sa.String(length=20), nullable=False),
        sa.Column("gone_ref", sa.String(length=20), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("merged_by_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_why", sa.Text(), nullable=False),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        unique=("ref", "form_key"), index=("kept_id", "gone_id"), staff=("merged_by_id", "undone_by_id"),
    )  # fmt: skip


def _lives() -> None:
    _table(
        "customer_move",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=80), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("moves_on", sa.Date(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("tenancy_ref", sa.String(length=40), nullable=True),
        sa.Column("leaves", sa.Boolean(), nullable=False),
        sa.Column("told_how", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        unique=("ref", "form_key"), index=("customer_id", "moves_on", "state"), staff=("noted_by_id",), customer=True,
    )  # fmt: skip
    _table(
        "former_name",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.UniqueConstraint("customer_id", "name", name=op.f("uq_former_name_customer_id")),
        index=("customer_id", "name"), customer=True,
    )  # fmt: skip
    _table(
        "customer_death",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("died_on", sa.Date(), nullable=True),
        sa.Column("told_by", sa.String(length=200), nullable=False),
        sa.Column("told_how", sa.String(length=20), nullable=False),
        sa.Column("reach", sa.Text(), nullable=False),
        sa.Column("stopped", sa.JSON(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong_why", sa.Text(), nullable=False),
        sa.Column("wrong_at", sa.DateTime(timezone=True), nullable=True),
        unique=("ref", "form_key"), index=("customer_id",), staff=("noted_by_id",), customer=True,
    )  # fmt: skip


def _retention() -> None:
    _table(
        "legal_hold",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("look_again_on", sa.Date(), nullable=False),
        sa.Column("placed_by_id", sa.Integer(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_why", sa.Text(), nullable=False),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        unique=("ref", "form_key"), index=("customer_id",), staff=("placed_by_id", "lifted_by_id"), customer=True,
    )  # fmt: skip
    _table(
        "deletion",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("customer_ref", sa.String(length=20), nullable=True),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("event_number", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=False),
        unique=("ref",), index=("kind", "customer_ref"),
    )  # fmt: skip


def _table(
    name: str,
    *parts: sa.schema.SchemaItem,
    unique: tuple[str, ...] = (),
    index: tuple[str, ...] = (),
    staff: tuple[str, ...] = (),
    customer: bool = False,
) -> None:
    """A table with a number of its own; ``staff``: the columns that name a member of staff."""
    refers = [(column, "staff_member") for column in staff] + [("customer_id", "customer")] * customer
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *parts,
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}"))
            for column, other in refers
        ),
        *(sa.UniqueConstraint(column, name=op.f(f"uq_{name}_{column}")) for column in unique),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    for column in index:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)
