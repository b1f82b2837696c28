"""The log and its checkpoints only grow: the database itself refuses every other change."""

from django.db import migrations

TABLES = {"concord_log": "NEW.seq = seq OR NEW.act_id = act_id", "concord_checkpoint": "NEW.size = size"}

# INSERT OR REPLACE deletes the row in its way without asking the trigger on deletion, so the
# third trigger looks for such a row first.
SQLITE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only grows'); END;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only grows'); END;
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE fund = NEW.fund AND ({same}))
BEGIN SELECT RAISE(ABORT, '{table} only grows'); END;
"""

POSTGRESQL = """
CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION concord_only_grows();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_only_grows;
"""
FUNCTION = """
CREATE FUNCTION concord_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
"""


def forwards(apps, schema_editor):
    """Make the triggers of whichever database this is."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            for table, same in TABLES.items():
                for statement in SQLITE.format(table=table, same=same).split("END;")[:-1]:
                    cursor.execute(statement + "END")
            return
        cursor.execute(FUNCTION)
        for table in TABLES:
            cursor.execute(POSTGRESQL.format(table=table))


class Migration(migrations.Migration):
    """Irreversible on purpose."""

    dependencies = [("shell", "0001_initial")]
    operations = [migrations.RunPython(forwards)]
