"""Sign-in by a code sent by mail, with passkeys or an authenticator app as second factor (django-allauth)."""

import os

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_sign_in"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "microacquisition.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
# Signing in by code proves the address each time; allauth's own table of addresses stays empty.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "30/m/ip,3/m/key,20/h/key",
    "request_subscription": "30/m/ip,3/10m/key,10/d/key",
    "login_failed": "60/m/ip,10/300s/key",
}

MFA_ADAPTER = "microacquisition.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Micro-Acquisition"
MFA_TOTP_TOLERANCE = 1
# The browser allows passkeys without https on localhost alone, which is where a demo runs.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = os.environ.get("DEMO", "") == "1"

SIGN_IN_MAIL = "microacquisition.correspondence.sign_in_mail.send_sign_in_mail"
PLATFORM_RECORD = "microacquisition.records.platform.write_platform_event"
