"""Settings: the same code for one office (SQLite), a province and the country (PostgreSQL); the environment differs.

| variable | meaning | default |
|---|---|---|
| ``THUONGTON_DATA`` | folder of the database, files and key | ``./var`` |
| ``THUONGTON_DATABASE_URL`` | ``postgresql://user:password@host:port/name`` | SQLite in the data folder |
| ``PGSSLMODE`` | how PostgreSQL on another machine is spoken to; its certificate is checked | ``verify-full`` |
| ``THUONGTON_SYSLOG`` | ``host:port`` of another machine that keeps the log too (syslog, UDP) | standard error only |
| ``THUONGTON_HOSTS`` | host names served, by commas | localhost |
| ``THUONGTON_HTTPS`` | ``1`` when a proxy serves HTTPS | off |
| ``THUONGTON_PROXY`` | address of the proxy whose word on client and scheme counts | ``127.0.0.1`` with HTTPS |
| ``THUONGTON_SECOND_FACTOR`` | two factors of: ``1`` administrators, deciders, ``all``, ``0`` | ``1`` on PostgreSQL |
| ``THUONGTON_SIGN_INS`` | sign-ins that one address may try in a minute | 120 |
| ``THUONGTON_SECRET_KEY`` | secret key | made once in the data folder, mode 600 |
| ``THUONGTON_MASTER_KEYS`` | file of the keys that close personal data, in no backup | in the data folder |
| ``THUONGTON_IDLE_MINUTES`` | a person who asks for nothing so long signs in again | 60 |
| ``THUONGTON_MAX_UPLOAD_MB`` | size limit of one file | 50 |
| ``THUONGTON_CLAMD`` | socket of ClamAV, or ``host:port``: files are shown to it first | no scanner |
| ``THUONGTON_READERS`` | files read at the same time by one process | processors |
| ``THUONGTON_READER_SECONDS`` | seconds of processor for one file; size, pages and OCR add theirs | 30 |
| ``THUONGTON_READER_MB`` | memory for one file, in megabytes | 2048 |
| ``THUONGTON_LIMITS`` | heavy acts of a person in a minute, ``dua-vao=200,xuat=60``; 0: no limit | ``web/limits.py`` |
| ``THUONGTON_CALENDAR_KEEPER`` | identifier of the top unit that keeps the common calendar | the only top unit |
| ``THUONGTON_EMAIL_URL`` | ``smtp://user:password@host:port`` | messages stay inside the system |
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("THUONGTON_DATA", "var")).resolve()
TESTING = "pytest" in sys.modules
DEBUG = os.environ.get("THUONGTON_DEBUG") == "1"
HTTPS = os.environ.get("THUONGTON_HTTPS") == "1"
PROXY = os.environ.get("THUONGTON_PROXY", "127.0.0.1" if HTTPS else "")


def _secret_key() -> str:
    if TESTING:
        return "only-for-tests-" + "x" * 40
    given = os.environ.get("THUONGTON_SECRET_KEY")
    if given:
        return given
    path = DATA / "secret-key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def _limits() -> dict[str, int]:
    """Changed allowances of heavy acts; tests walk every page within a minute and have none unless they set them."""
    if TESTING:
        from collections import defaultdict

        return defaultdict(int)
    given = [one.split("=") for one in os.environ.get("THUONGTON_LIMITS", "").replace(" ", "").split(",") if one]
    if any(len(one) != 2 or not one[1].isdecimal() for one in given):
        raise SystemExit("THUONGTON_LIMITS phải có dạng dua-vao=200,xuat=60.")
    return {act: int(most) for act, most in given}


THIS_MACHINE = ("", "localhost", "127.0.0.1", "::1")


def _database() -> dict[str, object]:
    url = os.environ.get("THUONGTON_DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "thuongton.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise SystemExit("THUONGTON_DATABASE_URL phải có dạng postgresql://người-dùng:mật-khẩu@máy:cổng/tên.")
    host = unquote(parts.hostname or "")
    here = host in THIS_MACHINE or host.startswith("/")
    secure = {} if here else {"sslmode": os.environ.get("PGSSLMODE", "verify-full")}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Lists are short and their conditions long: compiling a statement costs ten times what running it does. A row
        # by index costs about as much as one in turn (no turning disks), and counts of a province fit into memory.
        "OPTIONS": {"pool": False, "options": "-c jit=off -c random_page_cost=1.1 -c work_mem=32MB", **secure},
    }


SECRET_KEY = _secret_key()
DATABASES = {"default": _database()}
SECOND_FACTOR = os.environ.get("THUONGTON_SECOND_FACTOR", "1" if os.environ.get("THUONGTON_DATABASE_URL") else "0")
if SECOND_FACTOR not in ("0", "1", "all"):
    raise SystemExit("THUONGTON_SECOND_FACTOR phải là 0, 1 hoặc all.")
SECOND_FACTOR_DEMANDED = SECOND_FACTOR != "0" and not TESTING
SECOND_FACTOR_OF_ALL = SECOND_FACTOR == "all"
# Limits of the sign-in library and the codes that were used are counted in the database: all processes count as one.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}}
CALENDAR_KEEPER = os.environ.get("THUONGTON_CALENDAR_KEEPER", "").strip()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ALLOWED_HOSTS = [
    host.strip() for host in os.environ.get("THUONGTON_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host.strip()
]
if TESTING:
    ALLOWED_HOSTS.append("testserver")

INSTALLED_APPS = [
    "thuongton.config",
    "thuongton.api",
    "thuongton.demo",
    "thuongton.home",
    "thuongton.plans",
    "thuongton.cases",
    "thuongton.law",
    "thuongton.search",
    "thuongton.drafting",
    "thuongton.reviews",
    "thuongton.documents",
    "thuongton.records",
    "thuongton.prints",
    "thuongton.people",
    "thuongton.audit",
    "thuongton.calendars",
    "thuongton.files",
    "thuongton.keyring",
    "thuongton.jobs",
    "thuongton.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "thuongton.web.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "thuongton.web.input_middleware.InputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thuongton.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "thuongton.web.uploads.UploadMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "thuongton.people.session_life.SessionLifeMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # what is open to strangers says so itself
    "thuongton.people.middleware.HatMiddleware",
    "thuongton.people.middleware.InitialPasswordMiddleware",
    "thuongton.people.middleware.SecondFactorMiddleware",
    "thuongton.people.middleware.TrailMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "thuongton.web.middleware.AsOfMiddleware",
    "thuongton.web.middleware.WaitingMiddleware",
    "thuongton.web.forms.middleware.AddressMiddleware",
    "thuongton.web.forms.keeping.KeepingMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "thuongton.config.urls"
WSGI_APPLICATION = "thuongton.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "thuongton.web.context.frame",
                "thuongton.home.context.menu",
            ],
            "builtins": ["django.templatetags.i18n", "thuongton.web.templatetags.web"],
        },
    }
]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "thuongton.people.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "thuongton.people.passwords.NotListed"},
    {"NAME": "thuongton.people.passwords.NotANumberOfAPerson"},
    {"NAME": "thuongton.people.passwords.NotOfTheOffice"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:today"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "thuongton.people.adapter.OfficeAccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "thuongton.people.forms.SignInForm",
    "change_password": "thuongton.people.forms.ChangePasswordForm",
    "reauthenticate": "thuongton.people.forms.ReauthenticateForm",
}
ACCOUNT_RATE_LIMITS = {
    "login_failed": None,  # axes counts these, in the database, for every process; codes: people/forms.py
    "login": f"{int(os.environ.get('THUONGTON_SIGN_INS', '120'))}/m/ip",  # an office or a province may share an address
}
MFA_FORMS = {
    "authenticate": "thuongton.people.forms.SecondFactorForm",
    "reauthenticate": "thuongton.people.forms.SecondFactorAgainForm",
}
MFA_ADAPTER = "thuongton.people.adapter.OfficeMFAAdapter"
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts come from an administrator, addresses are never verified
MFA_TOTP_ISSUER = "Thượng Tôn"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "thuongton.people.adapter.attempted_name"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "people/locked.html"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["thuongton.web.formats"]

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING or DEBUG
FILES_ROOT = DATA / "files"
MAX_UPLOAD_BYTES = int(os.environ.get("THUONGTON_MAX_UPLOAD_MB", "50")) * 1024 * 1024
MASTER_KEYS = Path(os.environ.get("THUONGTON_MASTER_KEYS") or DATA / "master-keys")
SCANNER = os.environ.get("THUONGTON_CLAMD", "").strip()
READERS = int(os.environ.get("THUONGTON_READERS", "0")) or None
READER_SECONDS = int(os.environ.get("THUONGTON_READER_SECONDS", "30"))
READER_MEMORY = int(os.environ.get("THUONGTON_READER_MB", "2048")) * 1024 * 1024
HEAVY_ACTS = _limits()
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
ACCESS_IN_TRAIL = not TESTING
"""Sign-ins, refusals and files that leave stand in the trail; tests that are about them switch it on."""
SESSION_ENGINE = "thuongton.people.services.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = 60 * int(os.environ.get("THUONGTON_IDLE_MINUTES", "60"))
MESSAGE_STORAGE = "thuongton.web.message_store.MessageStorage"
CSRF_COOKIE_HTTPONLY = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
if HTTPS:  # the server takes the scheme from the trusted proxy alone, see config/serving.py
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
        "__Host-sessionid",
        "__Host-csrftoken",
        "__Host-django_language",
    )
    SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend" if TESTING else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}


def _mail() -> dict[str, object]:
    """How mail leaves; to another machine, or with a password, with STARTTLS and a checked certificate only."""
    url = urlsplit(os.environ.get("THUONGTON_EMAIL_URL", ""))
    if url.scheme != "smtp":
        return {}
    host = url.hostname or "localhost"
    return {
        "EMAIL_HOST": host,
        "EMAIL_PORT": url.port or 25,
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": bool(url.username) or host not in THIS_MACHINE,
    }


globals().update(_mail())
if not _mail() and not TESTING:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("THUONGTON_EMAIL_FROM", "thuongton@localhost")


def _log_handlers() -> dict[str, dict[str, object]]:
    """Standard error, and the machine that ``THUONGTON_SYSLOG`` names."""
    handlers: dict[str, dict[str, object]] = {"console": {"class": "logging.StreamHandler", "formatter": "line"}}
    if address := os.environ.get("THUONGTON_SYSLOG", ""):
        host, colon, port = address.rpartition(":")
        if not (colon and host and port.isdecimal()):
            raise SystemExit("THUONGTON_SYSLOG phải có dạng máy:cổng.")
        handlers["elsewhere"] = {
            "class": "logging.handlers.SysLogHandler",
            "address": (host.strip("[]"), int(port)),
            "formatter": "line",
        }
    return handlers


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "thuongton.web.log_lines.OneLine", "fmt": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": _log_handlers(),
    "root": {"handlers": list(_log_handlers()), "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
