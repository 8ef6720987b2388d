"""Settings of the private bank. Behaviour changes only by the variables that env.example documents."""

import os
import pathlib
import tomllib
from urllib.parse import parse_qs, unquote, urlsplit

BASE_DIR = pathlib.Path(__file__).resolve().parents[2]
HOME = pathlib.Path(os.environ.get("BANEVIM_HOME") or BASE_DIR / "var")


def _bank() -> dict[str, str]:
    try:
        return tomllib.loads((HOME / "bank.toml").read_text())
    except OSError:
        return {}


def _secret() -> str:
    if value := os.environ.get("BANEVIM_DJANGO_SECRET"):
        return value
    try:
        return (HOME / "keys" / "django.secret").read_text().strip()
    except OSError:
        return ""


BANK = _bank()
STATE_CODE = os.environ.get("BANEVIM_STATE_CODE") or BANK.get("state_code", "03")
STATE_SHORT = os.environ.get("BANEVIM_STATE_SHORT") or {"03": "BCS", "30": "VER"}.get(
    STATE_CODE, f"E{STATE_CODE}"
)
PRACTICE = (os.environ.get("BANEVIM_MODE") or BANK.get("mode", "practice")) == "practice"
SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("BANEVIM_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]
BEHIND_TLS = os.environ.get("BANEVIM_TLS") == "proxy"
SUPPORT_CONTACT = os.environ.get("BANEVIM_SUPPORT", "")
DATAVIM_URL = os.environ.get("BANEVIM_PUBLIC_URL", "http://127.0.0.1:8001/")


def _database(url: str, pool: bool) -> dict[str, object]:
    """A Django database from a URL; `?host=/socket/dir` gives a Unix socket."""
    parts = urlsplit(url)
    query = {k: v[0] for k, v in parse_qs(parts.query).items()}
    options: dict[str, object] = {"pool": {"min_size": 1, "max_size": 6, "timeout": 20}} if pool else {}
    # The policies make a question long to plan: each connection keeps the plans of those that come again, and the pages
    # plan each of them once (left alone, PostgreSQL plans the first five times anew).
    options |= {"server_side_binding": True, "prepare_threshold": 2}
    options |= {"options": "-c plan_cache_mode=force_generic_plan"} if pool else {}
    options |= {k: v for k, v in query.items() if k != "host"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "TEST": {"MIGRATE": False},
    }


_OWNER = os.environ.get("BANEVIM_ROLE") == "owner"
_APP_URL = os.environ.get("BANEVIM_DB_URL_OWNER" if _OWNER else "BANEVIM_DB_URL", "postgresql:///banevim")
DATABASES = {
    "default": _database(_APP_URL, pool=os.environ.get("BANEVIM_POOL") == "1"),
    "stats": _database(os.environ.get("BANEVIM_DB_URL_STATS", _APP_URL), pool=False),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "banevim.common",
    "banevim.vault",
    "banevim.catalogs",
    "banevim.accounts",
    "banevim.casefiles",
    "banevim.care",
    "banevim.identity",
    "banevim.exchange",
    "banevim.cuts",
    "banevim.operations",
    "banevim.home",
]
INSTALLED_APPS = [
    a
    for a in INSTALLED_APPS
    if not a.startswith("banevim.") or (BASE_DIR / "src" / a.replace(".", "/") / "apps.py").exists()
]
FILE_PANELS = ["banevim.care.panel.CarePanel"]
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["banevim.accounts.backend.PasswordBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "display_name"]},
    },
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "banevim.accounts.middleware.ContextMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        **{f"{name}-src": _SELF for name in ("script", "style", "img", "font", "connect")},
        "form-action": _SELF,
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
ROOT_URLCONF = "banevim.urls"
WSGI_APPLICATION = "banevim.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "banevim.common.page.page_context",
                "banevim.home.menu.menu_context",
            ],
        },
    }
]
FORM_RENDERER = "banevim.common.forms.Renderer"

LANGUAGE_CODE = "es-mx"
TIME_ZONE = os.environ.get("BANEVIM_TIME_ZONE", "America/Mazatlan")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "src" / "datavim" / "assets"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "banevim.common.look.LookFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": os.environ.get("BANEVIM_STATIC", "whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}

LOCK_MINUTES = int(os.environ.get("BANEVIM_LOCK_MINUTES") or 10)
LOCK_GRACE = 3
"""A session that asked nothing for this many times LOCK_MINUTES is locked by the server, script or not."""
SESSION_ENGINE = "banevim.accounts.sessions"
SESSION_COOKIE_NAME = os.environ.get("BANEVIM_COOKIE", "banevim")
# Cookies know no ports: signing in to one bank must not spoil a form that is open in another.
CSRF_COOKIE_NAME = f"{SESSION_COOKIE_NAME}_csrf"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS or not PRACTICE
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "banevim.common.page.csrf_failure"
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("BANEVIM_ORIGINS", "").split(",") if o]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "banevim.common.logs.LineFormatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},  # it tells its tasks at every start of every command
        "django.security.csrf": {"level": "ERROR"},
    },
}
