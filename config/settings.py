"""Tremplin's settings: one file. The environment holds only what concerns the installation; policy lives on Programme.

`docs/operations.md` lists every TREMPLIN_ variable read here; a test compares the two.
"""

from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from config import env
from tremplin.content.engine.videos import FRAMES

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = env.choice("TREMPLIN_MODE", ("development", "test", "production"), "production")
DEVELOPMENT = MODE == "development"
DEBUG = env.flag("TREMPLIN_DEBUG")
TODAY = env.day("TREMPLIN_TODAY")
if TODAY and MODE == "production":
    raise ImproperlyConfigured("TREMPLIN_TODAY moves the clock: never in production.")

# Where state lives, and nothing outside it: database, private and public files, index, mail, secret.
VAR = Path(env.text("TREMPLIN_VAR", str(BASE_DIR / "var")))
for folder in ("private", "public/media", "public/static", "cache"):
    (VAR / folder).mkdir(parents=True, exist_ok=True)


def _own_secret() -> str:
    """A development or test installation makes its secret once; production must be given one."""
    path = VAR / "secret"
    if not path.exists():
        path.write_text(get_random_secret_key() + "\n", encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8").strip()


SECRET_KEY = env.text("TREMPLIN_SECRET_KEY") or ("" if MODE == "production" else _own_secret())
ALLOWED_HOSTS = env.names("TREMPLIN_HOSTS", "" if MODE == "production" else "localhost,127.0.0.1,testserver")
BASE_URL = env.text("TREMPLIN_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# Whether robots may read the site: a demonstration, or a copy where one tries things, must not stand in their results.
INDEXED = env.flag("TREMPLIN_INDEXED", default=MODE == "production")

# The look: a skin is a stylesheet and a script, the markup is one.
BRAND = env.choice("TREMPLIN_BRAND", ("etat",), "etat")

INSTALLED_APPS = [
    # later rooms stand first, so that their templates may complete an earlier room's
    "tremplin.desk",
    "tremplin.insights",
    "tremplin.community",
    "tremplin.support",
    "tremplin.selection",
    "tremplin.calls",
    "tremplin.directory",
    "tremplin.content",
    "tremplin.programme",
    "tremplin.people",
    "tremplin.core",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "widget_tweaks",
    "dsfr",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tremplin.core.middleware.frame",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tremplin.core.middleware.Interrupted",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tremplin.core.middleware.SignInByDefault",
    "tremplin.core.middleware.read_only_get",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tremplin.core.context.page_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tremplin.core.templatetags.components",
            ],
        },
    }
]

DATABASES = {"default": env.database("TREMPLIN_DATABASE_URL", sqlite=VAR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

# Shared by the processes of one machine; on files, because a page that is read must not write to the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# People sign in with a code sent by mail; a role is a mandate, never a flag on the account.
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tremplin.people.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "request_login_code": "tremplin.people.forms.CodeRequestForm",
    "confirm_login_code": "tremplin.people.forms.CodeForm",
}
# An office signs in from one address: the limit that protects a mailbox is per e-mail, the one per address is generous.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "4/15m/key,120/m/ip",
    "login": "300/m/ip",
    "login_failed": "60/m/ip,10/15m/key",
}

# How many proxies stand in front: without it, everybody would share the limit of the proxy's own address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TREMPLIN_PROXIES", 1 if MODE == "production" else 0)

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tremplin.core.views.csrf_failed"
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024  # what is typed
LARGEST_REQUEST = 120 * 1024 * 1024  # what is typed and its files together
if MODE == "production":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail previews a page inside its editor

_POLICY = {
    "default-src": [SELF],
    "img-src": [SELF, "data:"],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "base-uri": [SELF],
    "object-src": [NONE],
    "frame-src": [SELF, *FRAMES],  # a video plays in the page once its reader has agreed
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _POLICY}
# Wagtail's own editor carries inline scripts and styles.
CMS_SECURITY_POLICY = _POLICY | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Paris"
FORMAT_MODULE_PATH = ["tremplin.core.formats"]
LOCALE_PATHS = [BASE_DIR / "tremplin" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "public" / "static"
STATICFILES_FINDERS = [
    "tremplin.core.skin.Finder",  # the look, made from the design system's own files
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "public" / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE == "production"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = MODE != "production"
WHITENOISE_MANIFEST_STRICT = False
DSFR_USE_INTEGRITY_CHECKSUMS = (
    False  # a manifest storage rewrites the stylesheets: their hashes would refuse every page
)

PRIVATE_FILES = VAR / "private"
ANTIVIRUS = env.text(
    "TREMPLIN_ANTIVIRUS"
)  # "host:port" or "unix:/path" of clamd, or "off"; unset keeps uploads in quarantine

# Messages written to the team from the site: within how many days it answers, how many months they are kept then.
ENQUIRY_ANSWER_DAYS = env.number("TREMPLIN_ENQUIRY_ANSWER_DAYS", 10)
ENQUIRY_KEPT_MONTHS = env.number("TREMPLIN_ENQUIRY_KEPT_MONTHS", 12)

_MAIL = env.mail("TREMPLIN_MAIL_URL")
MAIL_DELIVERED = bool(_MAIL)  # without a server, a development installation shows its mail on /dev/mails/
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if _MAIL else "django.core.mail.backends.dummy.EmailBackend"
)
globals().update(_MAIL)
DEFAULT_FROM_EMAIL = env.text("TREMPLIN_MAIL_FROM", "tremplin@localhost")

WAGTAIL_SITE_NAME = "Tremplin"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILIMAGES_IMAGE_MODEL = "content.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "content.PublishedDocument"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif", "svg"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # addresses have no accent
WAGTAIL_FINISH_WORKFLOW_ACTION = "tremplin.content.approved.publish"
WAGTAILREDIRECTS_AUTO_CREATE = True  # an address that was read leads to the page's new one
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_LOGIN_URL = "account_request_login_code"
TAGGIT_CASE_INSENSITIVE = True

# W019: Wagtail shows a page inside its own editor, from the same origin
SILENCED_SYSTEM_CHECKS = ["security.W019"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        # a refusal is not a fault: its trace would only repeat addresses
        "django.request": {"level": "ERROR"},
        "django_tasks_db": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        # what editors and announcements do is in Wagtail's own history
        "wagtail": {"level": "WARNING"},
        # a document is told step by step
        "fontTools": {"level": "WARNING"},
        "weasyprint.progress": {"level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": "INFO" if MODE != "test" else "WARNING"},
}
