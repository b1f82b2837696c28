"""An installation: a data folder with its database, brought up to date on first use.

``prepare`` is what every program calls before it touches a fund. Of several that start at once,
one migrates and the others wait for it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import django

LOCK_FILE = "migrating"
#: The number under which PostgreSQL knows our lock; any constant will do.
LOCK_NUMBER = 0x636F6E63


def prepare(folder: Path | None = None) -> None:
    """Make Django and the tables ready, in a data folder or ("None") that of the environment.

    Raises OSError for a folder that cannot be written and django.db.DatabaseError for a database
    that cannot be reached.
    """
    if folder is not None:
        os.environ["CONCORD_DATA_DIR"] = str(folder.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.settings")
    django.setup()
    migrate()


def data_folder() -> Path:
    """The data folder of this process."""
    from django.conf import settings

    return Path(settings.DATA_DIR)


def migrate() -> None:
    """Bring the tables up to date, where they are not."""
    if not _pending():
        return
    with _alone():
        if _pending():
            from django.core.management import call_command

            call_command("migrate", verbosity=0, interactive=False)


def _pending() -> bool:
    """Whether a migration has not been run yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    data_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock under which one process at a time migrates."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])
        return
    with (data_folder() / LOCK_FILE).open("a+b") as file:
        if sys.platform == "win32":
            msvcrt = import_module("msvcrt")
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import_module("fcntl").flock(file, import_module("fcntl").LOCK_EX)
        yield  # closing the file gives the lock back
