"""What Superset's permissions leave open, closed. Everyone but the administrator is a reader here.

Row rules are written by dagster_project/dashboards/access.py; this module is what holds when a rule is missing.
"""

import re
from collections import namedtuple

from flask import g
from superset.errors import ErrorLevel, SupersetError, SupersetErrorType
from superset.exceptions import SupersetSecurityException
from superset.security import SupersetSecurityManager

from server.cache import publication
from server.memo import remembered, roles
from server.statement import forbidden

REGION_ROLE = "自治区"  # the same word in dagster_project/dashboards/access.py
NAME = re.compile(r"\w+")
RowRule = namedtuple("RowRule", "id group_key clause")
NOTHING = RowRule(0, "", "1 = 0")


def has_own_sql(part) -> bool:
    """True when a piece of a chart request carries SQL, other than the bare name of a column."""
    if isinstance(part, dict):
        sql = part.get("sqlExpression")
        own = sql and part.get("expressionType", "SQL") == "SQL" and not NAME.fullmatch(sql)
        return bool(own) or any(has_own_sql(value) for value in part.values())
    return isinstance(part, (list, tuple)) and any(has_own_sql(value) for value in part)


def query_has_own_sql(query) -> bool:
    """True when one query of a chart request brings SQL in any of its parts."""
    extras = query.extras or {}
    if extras.get("where") or extras.get("having"):
        return True
    parts = [
        query.columns,
        query.metrics,
        query.orderby,
        query.filter,
        query.series_limit_metric,
        query.series_columns,
    ]
    return has_own_sql(parts)


class SecurityManager(SupersetSecurityManager):
    """Superset's own, with deny by default on rows and no SQL from readers."""

    def raise_for_access(self, *args, **kwargs):
        super().raise_for_access(*args, **kwargs)
        context, viz = kwargs.get("query_context"), kwargs.get("viz")
        if self.is_admin() or not (context or viz):
            return
        own = any(map(query_has_own_sql, context.queries)) if context else has_own_sql(viz.form_data)
        if own:
            raise SupersetSecurityException(
                SupersetError(
                    "不允许自带查询语句", SupersetErrorType.ADHOC_SUBQUERY_NOT_ALLOWED_ERROR, ErrorLevel.ERROR
                )
            )

    def exist_permission_on_roles(self, view_name, permission_name, role_ids):
        ask = super().exist_permission_on_roles
        key = ("permission", view_name, permission_name, tuple(role_ids))
        return remembered(key, lambda: ask(view_name, permission_name, role_ids))

    def is_item_public(self, permission_name, view_name):
        ask = super().is_item_public
        return remembered(("public", permission_name, view_name), lambda: ask(permission_name, view_name))

    def get_rls_filters(self, table):
        """Rules that apply to the reader; none at all means no rows, unless the reader may see every body."""
        if not g.get("user"):
            return self._rules(table)
        return list(remembered(("rules", type(table), table.id, roles(self)), lambda: self._rules(table)))

    def _rules(self, table):
        rules = super().get_rls_filters(table)
        if rules or self.is_admin() or (self._sees_all_bodies() and self._is_ruled(table)):
            return rules
        return [NOTHING]

    def get_rls_cache_key(self, datasource) -> list[str]:
        """Never one answer for two sets of roles, nor for two publications."""
        roles = sorted(role.name for role in self.get_user_roles())
        return [*super().get_rls_cache_key(datasource), *roles, publication()]

    def _sees_all_bodies(self) -> bool:
        return any(role.name == REGION_ROLE for role in self.get_user_roles())

    def _is_ruled(self, table) -> bool:
        from superset.connectors.sqla.models import RLSFilterTables

        rules = self.session.query(RLSFilterTables.c.rls_filter_id)
        return rules.filter(RLSFilterTables.c.table_id == table.id).first() is not None


def _only_oneself(query):
    from superset import security_manager
    from superset.utils.core import get_user_id

    return (
        query
        if security_manager.is_admin()
        else query.filter(security_manager.user_model.id == get_user_id())
    )


def _no_role(query):
    from superset import security_manager

    return query if security_manager.is_admin() else query.filter(security_manager.role_model.id == -1)


RELATED_FILTERS = {"user": _only_oneself, "role": _no_role}


def close_lists_of_people() -> None:
    """Put RELATED_FILTERS on every list of people: Superset 6.1 leaves some out (datasets, themes, style sheets)."""
    from superset.views.base_api import BaseSupersetModelRestApi
    from superset.views.filters import BaseFilterRelatedUsers

    closed = {field: [["id", BaseFilterRelatedUsers, list]] for field in ("owners", "created_by", "changed_by")}
    kinds = [BaseSupersetModelRestApi]
    while kinds:
        kind = kinds.pop()
        kind.base_related_field_filters = kind.base_related_field_filters | closed
        kinds += kind.__subclasses__()


def close_saved_keys() -> None:
    """A key under which somebody's filters or settings are kept gives them back to that person only."""
    from superset.commands.dashboard.filter_state.get import GetFilterStateCommand
    from superset.commands.explore.form_data.get import GetFormDataCommand
    from superset.extensions import cache_manager
    from superset.temporary_cache.utils import cache_key
    from superset.utils.core import get_user_id

    def mine(entry) -> bool:
        return bool(entry) and entry.get("owner") == get_user_id()

    their_filters, their_settings = GetFilterStateCommand.get, GetFormDataCommand.run

    def filters(self, wanted):
        entry = cache_manager.filter_state_cache.get(cache_key(wanted.resource_id, wanted.key))
        return their_filters(self, wanted) if mine(entry) else None

    def settings(self):
        entry = cache_manager.explore_form_data_cache.get(self._cmd_params.key)
        return their_settings(self) if mine(entry) else None

    GetFilterStateCommand.get, GetFormDataCommand.run = filters, settings


def refuse_catalogue_sql(sql: str, **_) -> str:
    """Second layer: no statement that reads the catalogue, files, or a table as a whole ever runs."""
    if forbidden(sql):
        raise ValueError("不允许的查询语句")
    return sql
