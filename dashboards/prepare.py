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


def main() -> None:
    build.build(language.FOLDER)
    scripts.build(language.SCRIPTS)
    app = create_app()
    with app.app_context():
        upgrade(directory=f"{superset.__path__[0]}/migrations")
        from superset import appbuilder, security_manager

        appbuilder.add_permissions(update_perms=True)
        security_manager.sync_role_definitions()
        publishing_account(security_manager)


if __name__ == "__main__":
    main()
