"""Django settings. What differs between installations comes from the environment or the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from hengku.kit.postgres import connect, passwords

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = connect.data_dir()

# Rooms with tables, in the order of imports: each may point only at those before it.
ROOMS = (
    "audit",
    "identity",
    "company",
    "catalog",
    "parties",
    "documents",
    "inventory",
    "costing",
    "settlement",
    "ledger",
    "posting",
    "warehousing",
    "opening",
    "intercompany",
    "printing",
    "desk",
)

# Every document type, in menu order: the only place where one is registered.
HENGKU_DOCUMENT_TYPES = (
    "hengku.purchasing.types.purchase_requisition.PURCHASE_REQUISITION",
    "hengku.purchasing.types.purchase_rfq.PURCHASE_RFQ",
    "hengku.purchasing.types.purchase_order.PURCHASE_ORDER",
    "hengku.purchasing.types.goods_arrival.GOODS_ARRIVAL",
    "hengku.purchasing.types.receipt_ack.RECEIPT_ACK",
    "hengku.purchasing.types.incoming_inspection.INCOMING_INSPECTION",
    "hengku.purchasing.types.purchase_receipt.PURCHASE_RECEIPT",
    "hengku.purchasing.types.purchase_return.PURCHASE_RETURN",
    "hengku.purchasing.types.purchase_invoice.PURCHASE_INVOICE",
    "hengku.purchasing.types.purchase_invoice.PURCHASE_INVOICE_RED",
    "hengku.purchasing.types.estimate_run.ESTIMATE_RUN",
    "hengku.purchasing.types.landed_cost.LANDED_COST",
    "hengku.purchasing.types.ap_bill.AP_BILL",
    "hengku.purchasing.types.consignment_in.CONSIGN_IN",
    "hengku.purchasing.types.consignment_in.CONSIGN_IN_SETTLE",
    "hengku.purchasing.types.consignment_in.CONSIGN_IN_RETURN",
    "hengku.sales.types.quotation.QUOTATION",
    "hengku.sales.types.sales_order.SALES_ORDER",
    "hengku.sales.types.delivery_notice.DELIVERY_NOTICE",
    "hengku.sales.types.sales_issue.SALES_ISSUE",
    "hengku.sales.types.sales_return.SALES_RETURN",
    "hengku.sales.types.consignment.CONSIGN_OUT",
    "hengku.sales.types.consignment.CONSIGN_SETTLE",
    "hengku.sales.types.consignment.CONSIGN_RETURN",
    "hengku.sales.types.sales_allowance.SALES_ALLOWANCE",
    "hengku.sales.types.sales_invoice.SALES_INVOICE",
    "hengku.sales.types.sales_invoice.SALES_INVOICE_RED",
    "hengku.sales.types.gift_issue.GIFT_ISSUE",
    "hengku.warehousing.types.store_requisition.STORE_REQUISITION",
    "hengku.warehousing.types.transfer_direct.TRANSFER_DIRECT",
    "hengku.warehousing.types.transfer_steps.TRANSFER_OUT",
    "hengku.warehousing.types.transfer_steps.TRANSFER_IN",
    "hengku.warehousing.types.branch_transfer.BRANCH_OUT",
    "hengku.warehousing.types.branch_transfer.BRANCH_IN",
    "hengku.warehousing.types.pick_list.PICK_LIST",
    "hengku.warehousing.types.stock_status_change.STOCK_STATUS_CHANGE",
    "hengku.warehousing.types.loans.LOAN_OUT",
    "hengku.warehousing.types.loans.LOAN_RETURN",
    "hengku.warehousing.types.loans.BORROW_IN",
    "hengku.warehousing.types.loans.BORROW_RETURN",
    "hengku.warehousing.types.count_result.COUNT_GAIN",
    "hengku.warehousing.types.count_result.COUNT_LOSS",
    "hengku.warehousing.types.stock_adjustment.STOCK_ADJUSTMENT",
    "hengku.warehousing.types.other_in_out.OTHER_IN",
    "hengku.warehousing.types.other_in_out.OTHER_OUT",
    "hengku.warehousing.types.internal_issue.INTERNAL_ISSUE",
    "hengku.warehousing.types.internal_issue.INTERNAL_ISSUE_RETURN",
    "hengku.warehousing.types.loss_report.LOSS_REPORT",
    "hengku.warehousing.types.assembly.ASSEMBLY",
    "hengku.warehousing.types.assembly.DISASSEMBLY",
    "hengku.warehousing.types.recall.RECALL",
    "hengku.manufacturing.types.production_order.PRODUCTION_ORDER",
    "hengku.manufacturing.types.material_issue.MATERIAL_ISSUE",
    "hengku.manufacturing.types.material_issue.MATERIAL_EXTRA",
    "hengku.manufacturing.types.material_issue.MATERIAL_RETURN",
    "hengku.manufacturing.types.production_receipt.PRODUCTION_RECEIPT",
    "hengku.manufacturing.types.production_return.PRODUCTION_RETURN",
    "hengku.manufacturing.types.outsource_order.OUTSOURCE_ORDER",
    "hengku.manufacturing.types.outsource_issue.OUTSOURCE_ISSUE",
    "hengku.manufacturing.types.outsource_issue.OUTSOURCE_RETURN",
    "hengku.manufacturing.types.outsource_receipt.OUTSOURCE_RECEIPT",
    "hengku.retail.types.pos_ticket.POS_TICKET",
    "hengku.retail.types.pos_ticket.POS_REFUND",
    "hengku.retail.types.pos_daily_close.POS_DAILY_CLOSE",
    "hengku.treasury.types.payment.PAYMENT",
    "hengku.treasury.types.receipt.RECEIPT",
    "hengku.treasury.types.ar_bill.AR_BILL",
    "hengku.treasury.types.settlement.SETTLEMENT",
    "hengku.treasury.types.expense.EXPENSE",
    "hengku.treasury.types.fund_transfer.FUND_TRANSFER",
    "hengku.bookkeeping.types.cost_adjustment.COST_ADJUSTMENT",
    "hengku.bookkeeping.types.cost_month.COST_MONTH",
    "hengku.bookkeeping.types.standard_cost.STANDARD_COST",
    "hengku.opening.types.opening_stock.OPENING_STOCK",
    "hengku.opening.types.opening_arap.OPENING_ARAP",
    "hengku.opening.types.opening_gl.OPENING_GL",
    "hengku.bookkeeping.types.voucher.VOUCHER",
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.postgres",
    *(f"hengku.{room}" for room in ROOMS),
]


def _secret_key() -> str:
    """Kept with the passwords of the database; changing it signs everybody out and does nothing else."""
    kept = passwords.read(DATA_DIR)
    if "django_secret_key" not in kept:
        kept["django_secret_key"] = secrets.token_urlsafe(48)
        passwords.write(DATA_DIR, kept)
    return str(kept["django_secret_key"])


def _database(role: connect.Role) -> dict[str, Any]:
    words = conninfo_to_dict(connect.dsn_for(role))
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    settings: dict[str, Any] = {ours: str(words.pop(theirs, "")) for ours, theirs in names.items()}
    return {
        **settings,
        "ENGINE": "hengku.kit.db_backend",
        # One connection per thread of the web server, asked whether it still lives at each request: after a
        # restart of the server the next request works.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": f"hengku-{role}", **words},
    }


SECRET_KEY = _secret_key()
DEBUG = False
# On the loopback only local names; when the host is opened to a network (HOST=0.0.0.0) its names are not ours
# to know, so say them in HENGKU_HOSTS (comma between) or accept any.
_LOCAL = os.environ.get("HOST", "127.0.0.1") in {"127.0.0.1", "localhost", "::1"}
ALLOWED_HOSTS = [
    host
    for host in os.environ.get(
        "HENGKU_HOSTS", "localhost,127.0.0.1,[::1],testserver" if _LOCAL else "*"
    ).split(",")
    if host
]

# `default` is what the application uses: a role that cannot change a book. `owner` migrates, nothing else.
DATABASES = {"default": _database("app"), "owner": _database("owner")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "hengku.urls"
WSGI_APPLICATION = "hengku.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hengku.api.packed.packed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hengku.api.auth.whole_until_known",
]
TEMPLATES: list[dict[str, Any]] = []
APPEND_SLASH = False

AUTH_USER_MODEL = "identity.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Behind https (HENGKU_HTTPS=1) cookies travel only there. On a shop's own machine http://127.0.0.1 must work.
_HTTPS = os.environ.get("HENGKU_HTTPS") == "1"
SESSION_COOKIE_NAME = "hengku_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_NAME = "hengku_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _HTTPS
CSRF_TRUSTED_ORIGINS = [one for one in os.environ.get("HENGKU_ORIGINS", "").split(",") if one]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# The built interface, served from the root beside the API.
WEB_DIST = BASE_DIR / "web" / "dist"
STATIC_URL = "/static/"
WHITENOISE_IMMUTABLE_FILE_TEST = (
    r"^.+-[0-9A-Za-z_-]{8}\.(js|css|woff2)$"  # named by their content: kept for ever
)
WHITENOISE_ROOT = WEB_DIST if WEB_DIST.exists() else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
