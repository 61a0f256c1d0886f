"""Where the bytes of files lie: a folder of this machine, or a bucket that several machines share (S3 and its likes).

What comes here is encrypted already (casework/records/files.py). A name is letters and digits, drawn by chance, and
its bytes never change: nothing is ever written over.
"""

from __future__ import annotations

import errno
import os
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol


class Store(Protocol):
    """Every fault is an OSError: FileNotFoundError where there is no such file, EHOSTDOWN where no bucket answers."""

    def put(self, name: str, data: bytes) -> None:
        """Keep the bytes; they are safe once this returns, and never seen half."""

    def get(self, name: str) -> bytes:
        """The bytes as they were put."""

    def remove(self, name: str) -> None:
        """Keep them no longer; nothing happens where they are gone already."""

    def names(self, prefix: str) -> Iterator[str]:
        """All names that begin so, with at least two letters or digits."""


@dataclass(frozen=True)
class Bucket:
    """A bucket by its settings. ``endpoint``: None for Amazon's own; keys: None to find them as boto3 does."""

    name: str
    prefix: str = ""  # before each name, with a slash at its end where it is not empty
    endpoint: str | None = None
    region: str | None = None
    key_id: str | None = None
    secret: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class FolderStore:
    """Files in a folder, spread over 256 of them below it."""

    folder: Path

    def put(self, name: str, data: bytes) -> None:
        place = self._place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_suffix(f".{secrets.token_hex(4)}.part")  # what a crash leaves is in nobody's way
        try:
            with unfinished.open("xb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            unfinished.rename(place)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise

    def get(self, name: str) -> bytes:
        return self._place(name).read_bytes()

    def remove(self, name: str) -> None:
        self._place(name).unlink(missing_ok=True)

    def names(self, prefix: str) -> Iterator[str]:
        found = (self.folder / checked(prefix)[:2]).glob(f"{prefix}*")
        yield from (place.name for place in found if place.name.isalnum())

    def _place(self, name: str) -> Path:
        return self.folder / checked(name)[:2] / name


class BucketStore:
    """Files as objects of a bucket. The connection is made at the first use: processes that part share none."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._client: Any = None
        self._one_at_a_time = threading.Lock()

    def put(self, name: str, data: bytes) -> None:
        self._ask("put_object", name, Body=data, ContentType="application/octet-stream")

    def get(self, name: str) -> bytes:
        data: bytes = self._ask("get_object", name)
        return data

    def remove(self, name: str) -> None:
        self._ask("delete_object", name)

    def names(self, prefix: str) -> Iterator[str]:
        more: dict[str, str] = {}
        while True:
            answer = self._answer("list_objects_v2", prefix, Prefix=self._bucket.prefix + checked(prefix), **more)
            yield from (one["Key"].removeprefix(self._bucket.prefix) for one in answer.get("Contents", ()))
            if not answer["IsTruncated"]:
                return
            more = {"ContinuationToken": answer["NextContinuationToken"]}

    def _ask(self, what: str, name: str, **given: Any) -> Any:
        """One question about a file; what came in the body of the answer."""
        answer = self._answer(what, name, Key=self._bucket.prefix + checked(name), **given)
        return answer.get("Body")

    def _answer(self, what: str, name: str, **given: Any) -> dict[str, Any]:
        """The bucket's answer, with its body read. All that can go wrong is an OSError."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            answer: dict[str, Any] = getattr(self._connected(), what)(Bucket=self._bucket.name, **given)
            return {**answer, "Body": answer["Body"].read()} if "Body" in answer else answer
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") == "NoSuchKey":
                raise FileNotFoundError(name) from None
            raise OSError(errno.EHOSTDOWN, f"the bucket {self._bucket.name} refused {what}: {error}") from error
        except BotoCoreError as error:
            raise OSError(errno.EHOSTDOWN, f"the bucket {self._bucket.name} does not answer: {error}") from error

    def _connected(self) -> Any:
        with self._one_at_a_time:
            if self._client is None:
                self._client = _client(self._bucket)
            return self._client


def _client(bucket: Bucket) -> Any:
    import boto3
    from botocore.config import Config

    patience = Config(
        connect_timeout=5,  # seconds
        read_timeout=20,
        retries={"mode": "standard", "max_attempts": 3},
        s3={"addressing_style": "path" if bucket.endpoint else "auto"},  # servers of one's own know no host per bucket
    )
    return boto3.session.Session().client(
        "s3", endpoint_url=bucket.endpoint, region_name=bucket.region, config=patience,
        aws_access_key_id=bucket.key_id, aws_secret_access_key=bucket.secret,
    )  # fmt: skip


def store(where: Path | Bucket | Store) -> Store:
    """The store in that folder or bucket."""
    if isinstance(where, Path):
        return FolderStore(where)
    return BucketStore(where) if isinstance(where, Bucket) else where


def checked(name: str) -> str:
    """The name, once it can be no path. Raises FileNotFoundError."""
    if not (name.isascii() and name.isalnum()):
        raise FileNotFoundError(name)
    return name
