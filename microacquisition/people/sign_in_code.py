"""The code that signs somebody in: one page for people we know and people we do not, told apart nowhere."""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language

from microacquisition.people.models import User
from microacquisition.ports.sign_in_mail import send_sign_in_code


def make_code() -> str:
    """Return a fresh code of eight consonants, such as BCDF-GHJK: five guesses at it are hopeless."""
    return str(generate_user_code(length=8, dashed=True))


def digest_code(code: str) -> str:
    """Return what is kept of a code: a keyed digest, so that a reader of the session table cannot sign in."""
    return salted_hmac("people.sign_in_code", normalize_user_code(code), algorithm="sha256").hexdigest()


def may_ask_for_code(request: HttpRequest, email: str) -> bool:
    """False where this address or this network has asked too often."""
    return bool(ratelimit.consume(request, action="request_login_code", key=email))


class SignInCode(LoginCodeVerificationProcess):  # type: ignore[misc]
    """allauth's sign-in by code, with an account made for a new address once its code came back."""

    def send(self, skip_enumeration_mails: bool = False) -> None:
        """Mail a fresh code, whether or not the address has an account."""
        code = make_code()
        self.state["code"] = digest_code(code)
        known = self.user
        language = known.language if isinstance(known, User) else get_language() or "en"
        name = known.name if isinstance(known, User) else ""
        send_sign_in_code(self.state["email"], language, code, name=name)

    def is_right(self, code: str) -> bool:
        """True where `code` is the one sent, however it is capitalized or spaced."""
        return constant_time_compare(digest_code(code), self.code)

    def ensure_account(self) -> User:
        """Return the person of the address, made now if new; the language is that of the page."""
        email = self.state["email"]
        user, _made = User.objects.get_or_create(email=email, defaults={"language": get_language() or "en"})
        self._user = user
        return user


def send_code(request: HttpRequest, email: str) -> None:
    """Begin a sign-in for `email` and mail its code, in one transaction."""
    email = email.strip().lower()
    user = User.objects.filter(email=email).first()
    with transaction.atomic():
        login = Login(user=user, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(SignInCode.initial_state(user=user, email=email), initiated_by_user=True)
        process = SignInCode(stage)
        process.send()
        process.persist()


def sign_in_under_way(request: HttpRequest) -> SignInCode | None:
    """Return the sign-in this browser has begun, or None where there is none or its code has expired."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    if stage is None:
        return None
    process = SignInCode(stage)
    if process.is_valid():
        return process
    process.abort()
    return None
