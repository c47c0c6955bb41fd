"""The folder of knowledge that was taken over last, as bytes that the store does not understand."""

import json
import zlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from workshop_bot.store.tables import folders


def kept(connection: Connection) -> Mapping[str, bytes] | None:
    """Path → bytes of each file; None where none was taken over yet."""
    packed = connection.execute(select(folders.c.files)).scalar_one_or_none()
    if packed is None:
        return None
    return {path: text.encode("latin-1") for path, text in json.loads(zlib.decompress(packed)).items()}


def keep(connection: Connection, digest: str, files: Mapping[str, bytes], now: datetime) -> None:
    """Keep this one in the place of the last; the same one again changes nothing."""
    if connection.execute(select(folders.c.digest)).scalar_one_or_none() == digest:
        return
    packed = zlib.compress(json.dumps({path: data.decode("latin-1") for path, data in files.items()}).encode())
    connection.execute(delete(folders))
    connection.execute(insert(folders).values(digest=digest, files=packed, taken=now))
