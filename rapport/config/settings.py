"""Django's settings, every one that an operator may change read from the environment."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from rapport.config import databases, env, keys, mail_in, places

ROOT = Path(__file__).resolve().parent.parent
DATA = env.folder("RAPPORT_DATA", Path.cwd() / "var")
SECRET_KEY = keys.secret_key(DATA)
SECRET_KEY_FALLBACKS = keys.old_keys()
BACKUP_KEY = env.secret("RAPPORT_BACKUP_KEY", shortest=16)
DEBUG = False
DEMO = env.flag("RAPPORT_DEMO", False)

HOST = env.text("RAPPORT_HOST", "127.0.0.1")
PORT = env.number("RAPPORT_PORT", 8000, low=1, high=65535)
SMTP_HOST = env.text("RAPPORT_SMTP_HOST", "127.0.0.1")
SMTP_PORT = env.number("RAPPORT_SMTP_PORT", 2525, low=1, high=65535)
SMARTHOST = places.smarthost("RAPPORT_SMARTHOST")
BASE_URL = places.base_url("RAPPORT_BASE_URL", host=HOST, port=PORT)
MAIL_DOMAIN = places.domain("RAPPORT_MAIL_DOMAIN", "rapport.localhost")
LARGEST_MAIL = env.number("RAPPORT_LARGEST_MAIL_MB", 35, low=1, high=500) * 1024 * 1024
LARGEST_LETTER = env.number("RAPPORT_LARGEST_LETTER_MB", 25, low=5, high=150) * 1024 * 1024
CLAMD = places.scanner("RAPPORT_CLAMD")
# Only these servers' Authentication-Results are believed; without any, nobody is proven by mail.
TRUSTED_MAIL_SERVERS = places.host_names("RAPPORT_TRUSTED_MAIL_SERVERS")
LOOPBACK = HOST in {"127.0.0.1", "::1", "localhost"}
# Only these may say where a request came from and whether it came over TLS.
TRUSTED_PROXIES = places.networks("RAPPORT_TRUSTED_PROXIES")
UNDO_SECONDS = env.number("RAPPORT_UNDO_SECONDS", 10, low=0, high=60)
METRICS_TOKEN = env.secret("RAPPORT_METRICS_TOKEN", shortest=16)
PRIVATE_TARGETS = places.targets("RAPPORT_PRIVATE_TARGETS")
if DEMO and LOOPBACK and not SMARTHOST:
    PRIVATE_TARGETS.append(f"127.0.0.1:{PORT}")  # the demo takes its own webhooks, at /post/calls/
MAIL_IN = mail_in.secrets()
BREVO_API_KEY = env.secret("RAPPORT_BREVO_API_KEY", shortest=16)

OWN_NAMES = dict.fromkeys(("localhost", "127.0.0.1", "[::1]", HOST, urlsplit(BASE_URL).hostname or HOST))
ALLOWED_HOSTS = places.allowed_hosts("RAPPORT_ALLOWED_HOSTS", tuple(OWN_NAMES))
CSRF_TRUSTED_ORIGINS = places.origins("RAPPORT_TRUSTED_ORIGINS", (BASE_URL,))
SECURE = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "rapport.foundation",
    "rapport.domains.people",
    "rapport.domains.ledger",
    "rapport.domains.promises",
    "rapport.domains.desk",
    "rapport.domains.surveys",
    "rapport.domains.knowledge",
    "rapport.domains.outreach",
    "rapport.domains.recovery",
    "rapport.domains.notices",
    "rapport.domains.insights",
    "rapport.domains.publishing",
    "rapport.reactions",
    "rapport.interfaces.look",
    "rapport.interfaces.portal",
    "rapport.interfaces.workspace",
    "rapport.interfaces.public",
    "rapport.interfaces.mail",
    "rapport.interfaces.api",
]
MIDDLEWARE = [
    "rapport.interfaces.web.proxies.WhereFrom",
    "rapport.interfaces.web.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "rapport.interfaces.web.middleware.WhoIsAsking",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "rapport.config.urls"
WSGI_APPLICATION = "rapport.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["rapport.interfaces.look.templatetags.addresses"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "rapport.interfaces.look.context.everywhere",
            ],
        },
    }
]
DATABASES = databases.databases(DATA)
DATABASE_ROUTERS = ["rapport.config.databases.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "rapport_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "rapport.interfaces.web.failures.forged"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["rapport.interfaces.web.uploads.InMemory", "rapport.interfaces.web.uploads.OnDisk"]

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("RAPPORT_STATIC", DATA / "static")
STATICFILES_DIRS = [ROOT / "assets"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
if env.flag("RAPPORT_PLAIN_STATIC", DEMO):
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

LOGGING_CONFIG = "rapport.config.logs.configure"
LOGGING = {
    "level": env.choice("RAPPORT_LOG_LEVEL", "INFO", among=("DEBUG", "INFO", "WARNING", "ERROR")),
    "json": env.flag("RAPPORT_LOG_JSON", False),
}
STRANGE_SETTINGS = env.unread()  # last, when every setting was asked for
