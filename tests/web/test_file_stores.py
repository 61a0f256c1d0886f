"""Files in a bucket that several machines share: a real S3 server (moto's) takes them as a folder does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from casework.actions import appeals, evidence, people
from casework.records import apart, backup, files, keys
from casework.records.database import Database
from casework.records.stores import Bucket, store
from tests.databases import Databases
from tests.web.office import Office, settings_of
from tests.web.test_backup import DATA_KEY
from web.errors import NO_ROOM
from web.settings import SettingsError, read
from wsgi import create_app

SERVER_KEY = "a-key-of-the-server"
PHOTO = b"\x89PNG\r\n\x1a\n a photo of the door"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an S3 server with the bucket `open-door`."""
    made = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    made.start()
    host, port = made.get_host_and_port()
    yield f"http://{host}:{port}"
    made.stop()


@pytest.fixture
def bucket(server: str) -> Bucket:
    made = read({
        "FILES_URL": "s3://open-door/kept", "S3_ENDPOINT": server, "S3_REGION": "eu-west-2",
        "S3_ACCESS_KEY_ID": SERVER_KEY, "S3_SECRET_ACCESS_KEY": SERVER_KEY,
        "SECRET_KEY": "s" * 32, "DATA_KEY": "d" * 32,
    }).bucket  # fmt: skip
    assert made is not None
    objects(made).create()
    return made


def objects(bucket: Bucket) -> boto3.resources.base.ServiceResource:
    """The bucket as its own tool sees it."""
    there = boto3.resource(
        "s3", endpoint_url=bucket.endpoint, region_name="us-east-1",
        aws_access_key_id=SERVER_KEY, aws_secret_access_key=SERVER_KEY,
    )  # fmt: skip
    return there.Bucket(bucket.name)


def machine(url: str, bucket: Bucket) -> Database:
    return Database(url, keys.Keyring(DATA_KEY), bucket)


def test_what_one_machine_kept_in_the_bucket_another_finds_and_can_remove(database_url: str, bucket: Bucket) -> None:
    one, two = machine(database_url, bucket), machine(database_url, bucket)
    with one.writing() as session:
        name = files.put(session, keys.NOBODY, PHOTO)
    lying = objects(bucket).Object(f"kept/{name}").get()["Body"].read()
    assert PHOTO not in lying, "a file lies in the bucket as it was sent"
    with two.reading() as session:
        assert files.get(session, keys.NOBODY, name) == PHOTO
        files.remove(session, name)
        files.remove(session, name)
    with one.reading() as session, pytest.raises(FileNotFoundError):
        files.get(session, keys.NOBODY, name)
    for each in (one, two):
        each.engine.dispose()


def test_a_bucket_that_is_away_is_a_fault_and_never_a_missing_file(database_url: str, bucket: Bucket) -> None:
    there = machine(database_url, bucket)
    with there.writing() as session:
        name = files.put(session, keys.NOBODY, PHOTO)
    elsewhere = machine(database_url, replace(bucket, name="nobody-s"))
    with elsewhere.reading() as session, pytest.raises(OSError, match="nobody-s") as raised:
        files.get(session, keys.NOBODY, name)
    assert raised.value.errno in NO_ROOM, "the page says that it is not working just now"
    elsewhere.engine.dispose()
    there.engine.dispose()


def test_a_backup_of_files_in_a_bucket_is_restored_into_a_folder(
    database_url: str, bucket: Bucket, databases: Databases, tmp_path: Path
) -> None:
    there = machine(database_url, bucket)
    with there.writing() as session:
        name = files.put(session, keys.NOBODY, PHOTO)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup, "_stored", lambda _session: iter([name]))
        assert backup.take(there, there.files, tmp_path / "backup.tar.gz").files == 1
    new = Database(databases.new("sqlite"), keys.Keyring(DATA_KEY), tmp_path / "files")
    assert backup.restore(new, new.files, tmp_path / "backup.tar.gz") == []
    with new.reading() as session:
        assert files.get(session, keys.NOBODY, name) == PHOTO
    for each in (there, new):
        each.engine.dispose()


def test_files_are_moved_from_the_folder_to_the_bucket_and_once_more_those_that_came_in_between(
    databases: Databases, bucket: Bucket, tmp_path: Path
) -> None:
    """Who was erased is known in the new place, too."""
    url = databases.new("sqlite")
    before = Office(settings_of(url, tmp_path, "octavia"))
    after = create_app(replace(settings_of(url, tmp_path, "octavia"), bucket=replace(bucket, prefix="moved/")))
    town, command = before.town, after.test_cli_runner()
    appeal = town.act("resident", appeals.start, town.decided())
    town.act("administrator", people.erase_customer, town.ref("neighbour"))
    for told in ("first", "second"):
        town.act("resident", evidence.attach, appeal, f"{told}.pdf", b"%PDF- " + told.encode(), "application/pdf")
        assert command.invoke(args=["files", "move"]).output == "1 files were copied, and read back.\n"
    assert command.invoke(args=["files", "verify"]).output == "All 2 files are as they were put there.\n"
    with after.extensions["database"].reading() as session:
        assert apart.ERASED.noted(session) == {town.ref("neighbour")}
    after.extensions["database"].engine.dispose()
    before.close()


def test_names_are_found_however_many_there_are(bucket: Bucket) -> None:
    """A server may tell them in pieces, and names where the rest is to be had."""
    there = store(replace(bucket, prefix="many/"))
    expected = {f"ab{number}" for number in range(5)}
    for name in (*expected, "cd1"):
        there.put(name, b"")
    client = there._connected()  # type: ignore[attr-defined]
    whole = client.list_objects_v2
    client.list_objects_v2 = lambda **asked: whole(MaxKeys=2, **asked)
    assert set(there.names("ab")) == expected


@pytest.mark.parametrize(
    ("setting", "value"),
    [("FILES_URL", "https://example.org/bucket"), ("FILES_URL", "s3://"), ("S3_ENDPOINT", "file:///x")],
)
def test_an_address_that_is_no_bucket_stops_the_start(setting: str, value: str) -> None:
    usable = {"FILES_URL": "s3://open-door", "SECRET_KEY": "s" * 32, "DATA_KEY": "d" * 32}
    with pytest.raises(SettingsError, match=f"^{setting} "):
        read(usable | {setting: value})
