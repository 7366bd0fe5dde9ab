"""Verified lines of the ledger never change; a reversal repeats the verified line it takes back."""

from django.db import migrations

from portal.append_only import execute, guard

TABLE = "projects_fundentry"
MESSAGE = "a reversal repeats a verified line that is not itself a reversal"

# The verified line that NEW takes back, if NEW says the same.
_MATCH = f"""
    SELECT 1 FROM {TABLE} original
    WHERE original.id = NEW.reverses_id
      AND original.verified_at IS NOT NULL
      AND original.reverses_id IS NULL
      AND original.project_id = NEW.project_id
      AND original.kind = NEW.kind
      AND original.amount = NEW.amount
      AND original.provider_id = NEW.provider_id
      AND original.receiver_id = NEW.receiver_id
"""  # noqa: S608 - constants only


def _postgresql():
    function = f"{TABLE}_check_reversal"
    return [
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NOT EXISTS ({_MATCH}) THEN RAISE EXCEPTION '{MESSAGE}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {TABLE}_reversal BEFORE INSERT OR UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN (NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION {function}()",
    ]


def _sqlite():
    return [
        f"CREATE TRIGGER {TABLE}_reversal_{event.lower()} BEFORE {event} ON {TABLE} "
        f"WHEN NEW.reverses_id IS NOT NULL AND NOT EXISTS ({_MATCH}) "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for event in ("INSERT", "UPDATE")
    ] + [
        # A column of SQLite takes any type: a fraction of a fen would make every sum a float.
        f"CREATE TRIGGER {TABLE}_whole_fen_{event.lower()} BEFORE {event} ON {TABLE} "
        "WHEN typeof(NEW.amount) <> 'integer' "
        "BEGIN SELECT RAISE(ABORT, 'an amount is a whole number of fen'); END"
        for event in ("INSERT", "UPDATE")
    ]


def install(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    execute(schema_editor, _postgresql() if postgresql else _sqlite())


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        execute(schema_editor, [f"DROP FUNCTION {TABLE}_check_reversal() CASCADE"])
        return
    for event in ("insert", "update"):
        execute(
            schema_editor,
            [f"DROP TRIGGER {TABLE}_{name}_{event}" for name in ("reversal", "whole_fen")],
        )


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]

    operations = [
        guard(
            TABLE,
            frozen="OLD.verified_at IS NOT NULL",
            message="a verified line is locked",
            unique=("id", "number", "reverses_id"),
        ),
        migrations.RunPython(install, remove),
    ]
