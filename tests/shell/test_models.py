"""The tables: which there are, and that the log only grows."""

import pytest
from django.db import DatabaseError, connection, transaction

from concord.shell import funds, table
from concord.shell.models import LOG_TABLES, SIDE_STORES, Log, Signed
from tests.shell.conftest import receipt


@pytest.mark.usefixtures("place")
def test_every_table_is_the_log_or_a_listed_side_store():
    assert {*LOG_TABLES, *SIDE_STORES} == set(connection.introspection.table_names())


@pytest.mark.usefixtures("place")
def test_amounts_have_no_column_and_nothing_is_a_float():  # LED row 18, MON-1
    with connection.cursor() as cursor:
        kinds = {
            connection.introspection.get_field_type(column.type_code, column)
            for name in LOG_TABLES
            for column in connection.introspection.get_table_description(cursor, name)
        }

    assert kinds <= {"BigIntegerField", "IntegerField", "CharField", "TextField", "BinaryField"}


STATEMENTS = [
    "UPDATE {table} SET day = 0",
    "UPDATE {table} SET day = day",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE fund = 'RELIEF'",
]
SQLITE_ONLY = [
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "UPDATE OR REPLACE {table} SET day = 0",
]
POSTGRES_ONLY = ["TRUNCATE {table}", "TRUNCATE {table} CASCADE"]


@pytest.mark.parametrize("table_name", LOG_TABLES)
def test_the_log_only_grows(fund, table_name):
    before = list(Log.objects.values_list()), list(Signed.objects.values_list())
    only = SQLITE_ONLY if connection.vendor == "sqlite" else POSTGRES_ONLY

    for statement in [*STATEMENTS, *only]:
        with pytest.raises(DatabaseError, match="only grows"), connection.cursor() as cursor:
            cursor.execute(statement.format(table=table_name))

    with pytest.raises(DatabaseError, match="only grows"):
        Log.objects.filter(fund=fund).delete()
    with pytest.raises(DatabaseError, match="only grows"):
        Log.objects.filter(fund=fund).update(day=0)
    assert before == (list(Log.objects.values_list()), list(Signed.objects.values_list()))


def test_no_row_is_replaced_by_one_of_the_same_act(fund):
    funds.act(fund, receipt("b1"))
    if connection.vendor != "sqlite":
        return  # PostgreSQL knows no INSERT OR REPLACE, and ON CONFLICT DO UPDATE is an update
    row = Log.objects.values_list(*table.COLUMNS).get(act_id="b1")
    marks = ", ".join(["%s"] * len(row))
    statement = f"INSERT OR REPLACE INTO concord_log VALUES ({marks})"  # noqa: S608
    values = (row[0], 99, *row[2:])

    with pytest.raises(DatabaseError, match="only grows"), connection.cursor() as cursor:
        cursor.execute(statement, values)

    assert list(Log.objects.filter(act_id="b1").values_list("seq", flat=True)) == [2]


def test_a_row_needs_its_hash(fund):  # LED row 9: no row without a hash
    row = table.row_of(funds.terms(fund), table_entry(fund))._replace(seq=5, act_id="x", leaf=None)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(table.INSERT.removesuffix(" ON CONFLICT DO NOTHING"), row)


def table_entry(fund):
    from concord.core.entry import decode

    return decode(funds.entry(fund, 0).data)
