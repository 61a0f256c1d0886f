"""A database that is in use, brought to the tables of a newer release, or back to those of the one before."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import func, inspect, select, table

from tests.people import Town

ROOT = Path(__file__).parents[3]
BEFORE = "0024"  # the newest tables without the further kinds of letter and their formats


def test_every_row_is_still_there_after_a_newer_release_and_after_going_back(town: Town, database_url: str) -> None:
    town.appealed(town.decided())
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = database_url
    newest = rows(town)
    command.downgrade(config, BEFORE)
    older = rows(town)
    assert older == {name: newest[name] for name in older}
    command.upgrade(config, "head")
    assert rows(town) == {name: older.get(name, 0) for name in newest}
    assert older["delivery"] > 0


def rows(town: Town) -> dict[str, int]:
    """How many there are, by table."""
    engine = town.database.engine
    with town.database.reading() as session:
        names = inspect(engine).get_table_names()
        found = {name: session.scalars(select(func.count()).select_from(table(name))).one() for name in names}
    engine.dispose()  # a connection that is kept open would hold the tables
    return found
