"""Settings: one file, read from the environment, safe for a demonstration as it stands.

``CONCORD_DATA_DIR``      the folder of the installation (database, keys, secret)
``CONCORD_DATABASE_URL``  ``postgresql://user:password@host:port/name`` or ``sqlite:///path``
``CONCORD_SECRET_KEY``    the secret of sessions; else made on first start in the data folder
``CONCORD_HOSTS``         host names that may be served, separated by commas
``CONCORD_HTTPS``         1 where the world reaches this through https only
"""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

BASE = Path(__file__).parent
DATA_DIR = Path(
    os.environ.get("CONCORD_DATA_DIR")
    or Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share", "concord")
)
HTTPS = os.environ.get("CONCORD_HTTPS") == "1"
HOSTS = [host.strip() for host in os.environ.get("CONCORD_HOSTS", "").split(",") if host.strip()]
SECRET_BYTES = 50
# Plans are made once, and by keys: one from when a table was small must not read all of it.
POSTGRESQL = "-c lock_timeout=5s -c plan_cache_mode=force_generic_plan -c enable_seqscan=off"


def kept_secret(folder: Path) -> str:
    """The installation's secret, made when it is first asked for; readable by its owner only."""
    path = folder / "secret"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = folder / f"secret.{os.getpid()}"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(SECRET_BYTES))
        with contextlib.suppress(FileExistsError):  # of two that start at once, one makes it
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text("ascii")


def database(url: str) -> dict[str, object]:
    """Django's description of the database that a URL names; ValueError for any other URL."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":  # FULL: what was acknowledged outlives the loss of power
        pragmas = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": pragmas}
        name = unquote(parts.path.removeprefix("/"))
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": options}
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("CONCORD_DATABASE_URL begins with sqlite:/// or postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 3,
            "options": POSTGRESQL,
        }
        | dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = os.environ.get("CONCORD_SECRET_KEY") or kept_secret(DATA_DIR)
DEBUG = False
ALLOWED_HOSTS = HOSTS or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "concord.shell",
    "concord.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "concord.web.middleware.LanguageLinkMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    }
]
ROOT_URLCONF = "concord.web.urls"
DATABASES = {
    "default": database(
        os.environ.get("CONCORD_DATABASE_URL") or f"sqlite:///{DATA_DIR / 'concord.sqlite3'}"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # served from the package: nothing to collect

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ko", "한국어")]
LOCALE_PATHS = [BASE / "web" / "locale"]
TIME_ZONE = "UTC"

CSRF_FAILURE_VIEW = "concord.web.pages.front.csrf_failure"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("MinimumLength", "CommonPassword")
]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{key: [NONE] for key in ("default-src", "frame-ancestors", "base-uri")},
        **{key: [SELF] for key in ("script-src", "style-src", "img-src", "connect-src")},
        "form-action": [SELF],
    }
}
