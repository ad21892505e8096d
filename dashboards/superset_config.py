"""Superset's settings for one home. Read by Superset at start; each subject lives in a module of server/.

Environment: ZHICHENG_HOME, the home folder. Everything else follows from it.
"""

from datetime import timedelta

from page.routes import blueprint as submissions
from server import cache, guards, hooks, language, look, metadata, passwords, place, sizes

# --- where things lie
SECRET_KEY = place.secret("superset_key")
SQLALCHEMY_DATABASE_URI = f"sqlite:///{place.STATE}/superset.db"
SQLALCHEMY_ENGINE_OPTIONS = metadata.KEPT_OPEN
metadata.tune_sqlite()
EVENT_LOGGER = metadata.LeanEventLogger()
DB_CONNECTION_MUTATOR = metadata.open_published_file

# --- language and looks
BABEL_DEFAULT_LOCALE = "zh"
LANGUAGES = {"zh": {"flag": "cn", "name": "简体中文"}}
BABEL_TRANSLATION_DIRECTORIES = f"translations;{language.FOLDER}"
D3_TIME_FORMAT = language.D3_TIME_FORMAT
APP_NAME = look.APP_NAME
THEME_DEFAULT = look.THEME
THEME_DARK = None
EXTRA_CATEGORICAL_COLOR_SCHEMES = look.COLOURS
ENABLE_UI_THEME_ADMINISTRATION = False
FAVICONS = [{"href": "/zhicheng/favicon.svg"}]
VERSION_STRING = VERSION_SHA = None

# --- who may do what
CUSTOM_SECURITY_MANAGER = guards.SecurityManager
EXTRA_RELATED_QUERY_FILTERS = guards.RELATED_FILTERS
SQL_QUERY_MUTATOR = guards.refuse_catalogue_sql
PUBLIC_ROLE_LIKE = None
AUTH_USER_REGISTRATION = False
FAB_API_SWAGGER_UI = False
ENABLE_CORS = False
FEATURE_FLAGS = {
    "DASHBOARD_RBAC": True,
    "DRILL_BY": True,
    "DRILL_TO_DETAIL": True,  # without it no chart has a context menu, so no drill-by; detail itself needs can_samples
    "ALERT_REPORTS": False,
    "RLS_IN_SQLLAB": True,
}
COMMON_BOOTSTRAP_OVERRIDES_FUNC = passwords.menu_entry
MAX_CONTENT_LENGTH = sizes.LARGEST

# --- sessions: kept on the server, so that a copied cookie dies at logout
SESSION_SERVER_SIDE = True
SESSION_TYPE = "filesystem"
SESSION_FILE_DIR = str(place.STATE / "sessions")
SESSION_PERMANENT = True
SESSION_USE_SIGNER = True
PERMANENT_SESSION_LIFETIME = timedelta(hours=8)
JWT_ACCESS_TOKEN_EXPIRES = timedelta(minutes=15)
RATELIMIT_ENABLED = False  # its login limit has no effect in 6.1.0: server/logins.py counts instead

# --- answers kept for one publication and one set of roles
DATA_CACHE_CONFIG = {"CACHE_TYPE": "server.cache.make", "CACHE_DEFAULT_TIMEOUT": 86400, "CACHE_KEY_PREFIX": "answer_"}

# --- what a page keeps of its filters: files too, so that opening a page leaves the store alone (server/memo.py)
FILTER_STATE_CACHE_CONFIG = cache.of_pages("filters", days=90)
EXPLORE_FORM_DATA_CACHE_CONFIG = cache.of_pages("settings", days=7)

# --- nothing calls out
TALISMAN_ENABLED = True
TALISMAN_CONFIG = {
    "content_security_policy": {
        "base-uri": ["'self'"],
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'", "data:"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": False,
}
CONTENT_SECURITY_POLICY_WARNING = False

BLUEPRINTS = [submissions]
FLASK_APP_MUTATOR = hooks.install
