"""Every setting of the product, in one file. It runs with no environment variable at all;
docs/reference/settings.md lists the variables that may be set."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from unknot.config.data_folder import data_folder, secret_key

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder(env.str("UNKNOT_DATA", default=""))

SECRET_KEY = secret_key(DATA)
DEBUG = env.bool("UNKNOT_DEBUG", default=False)
ALLOWED_HOSTS = env.list("UNKNOT_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("UNKNOT_ORIGINS", default=[])
BEHIND_HTTPS = env.bool("UNKNOT_HTTPS", default=False)

INSTALLED_APPS = [
    "unknot.audit",
    "unknot.accounts",
    "unknot.clients",
    "unknot.correspondence",
    "unknot.directory",
    "unknot.intake",
    "unknot.library",
    "unknot.care",
    "unknot.booking",
    "unknot.visits",
    "unknot.config",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "unknot.accounts.gate.DenyUnnamed",
    "unknot.config.answers.ErrorAnswers",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "unknot.config.urls"
WSGI_APPLICATION = "unknot.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "unknot.config.page_context.house",
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA / 'unknot.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Deferred transactions lose writes under concurrency; see docs/decisions/0003-two-engines.md.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
# Opening a database takes longer than most pages do, on either engine.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "unknot.accounts.sign_in.DemoOnLoopbackOnly",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "visits:today"
LOGOUT_REDIRECT_URL = "directory:welcome"
# One wrong person must not lock out a clinic that shares one address.
# The form names its field username, whatever the model does; otherwise lock-outs are per address only.
AXES_USERNAME_FORM_FIELD = "username"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_URL = "/staff/wait/"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_STR_CALLABLE = "unknot.accounts.sign_in.attempt_in_words"

LANGUAGE_CODE = "en-us"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

EMAIL_BACKEND = env.str("UNKNOT_MAIL", default="django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = env.str("UNKNOT_MAIL_FROM", default="no-reply@localhost")

SESSION_ENGINE = "unknot.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
# Links carry tokens: no other site may learn the address a person came from.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# The practice overlay: knowledge files of this folder may only tighten what the shared base says.
KNOWLEDGE_OVERLAY = DATA / "knowledge"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "unknot.config.logs.LeaveOutWhatIsPrivate",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Statements are logged with the values in them, and those are what people said.
    "loggers": {"django.db.backends": {"level": "INFO"}},
    "root": {"handlers": ["console"], "level": env.str("UNKNOT_LOG_LEVEL", default="WARNING")},
}
