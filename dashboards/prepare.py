"""Bring a home's Superset store up to this version: tables, permissions, the publishing account, translations,
scripts with our words in them.

    python prepare.py        (Superset's environment; ZHICHENG_HOME set)

Safe to run again. The publishing account is neutral: its name is what readers see as the author of every page.
"""

import superset
from flask_migrate import upgrade
from i18n import build, scripts
from server import language, logins, place
from superset.app import create_app


def publishing_account(security_manager) -> None:
    """Make the account that imports dashboards, unless it is there."""
    if security_manager.find_user(logins.PUBLISHER):
        return
    security_manager.add_user(
        username=logins.PUBLISHER,
        first_name="系统",
        last_name="发布",
        email="publisher@localhost",
        role=security_manager.find_role("Admin"),
        password=place.secret("superset_publisher"),
    )


def move_event_log(connection) -> None:
    """Take the table `logs` out of the store into events.db, where it is found by the same name (server/metadata.py)."""
    columns = connection.exec_driver_sql("PRAGMA main.table_info(logs)").fetchall()
    if not columns:
        return
    shapes = ", ".join(f"{name} {'INTEGER PRIMARY KEY' if name == 'id' else kind}" for _, name, kind, *_ in columns)
    names = ", ".join(column[1] for column in columns)
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS events.logs ({shapes})")
    connection.exec_driver_sql(f"INSERT INTO events.logs ({names}) SELECT {names} FROM main.logs")
    connection.exec_driver_sql("DROP TABLE main.logs")


def main() -> None:
    build.build(language.FOLDER)
    scripts.build(language.SCRIPTS)
    app = create_app()
    with app.app_context():
        upgrade(directory=f"{superset.__path__[0]}/migrations")
        from superset import appbuilder, db, security_manager

        with db.engine.begin() as connection:
            move_event_log(connection)

        appbuilder.add_permissions(update_perms=True)
        security_manager.sync_role_definitions()
        publishing_account(security_manager)


if __name__ == "__main__":
    main()
