"""The fixtures that every other test here stands on."""

import pytest
from sqlalchemy import Engine, inspect, text

from casework.records.database import make_engine, migrate


@pytest.fixture
def engine(database_url: str) -> Engine:
    return make_engine(database_url)


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_one_test_leaves_behind_no_other_finds(engine: Engine, turn: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_behind (turn TEXT)"))  # fails where it is there already
    assert inspect(engine).has_table("left_behind")
    engine.dispose()


def test_a_fresh_database_has_every_migration_already(engine: Engine, database_url: str) -> None:
    before = sorted(inspect(engine).get_table_names())
    migrate(database_url)
    assert "alembic_version" in before
    assert sorted(inspect(engine).get_table_names()) == before
    engine.dispose()
