"""What is typed to sign in and to use or set up a second factor."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from microacquisition.people.adapters import INCORRECT_CODE
from microacquisition.people.sign_in_code import SignInCode
from microacquisition.site.forms import PageForm

NOT_AN_ADDRESS = _("Enter an e-mail address such as name@example.ca.")
CODE_INPUT = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "characters"}


def read_address(typed: str) -> str:
    """Return an address in small letters; ValidationError for one in quotation marks, which our mail cannot carry."""
    if '"' in typed:
        raise forms.ValidationError(NOT_AN_ADDRESS, code="invalid")
    return typed.lower()


class EmailForm(PageForm):
    """The address that a code is sent to."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": NOT_AN_ADDRESS},
    )

    def clean_email(self) -> str:
        """Return the address in small letters."""
        return read_address(self.cleaned_data["email"])


class CodeForm(PageForm):
    """A code that came by mail."""

    code = forms.CharField(
        label=_("Code"), help_text=_("Eight letters, such as BCDF-GHJK."), max_length=40,
        widget=forms.TextInput(attrs=CODE_INPUT),
    )  # fmt: skip

    def __init__(self, *args: Any, process: SignInCode | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.process = process

    def clean_code(self) -> str:
        """Return the code where it is the one sent."""
        code = str(self.cleaned_data["code"])
        if self.process is None or not self.process.is_right(code):
            raise forms.ValidationError(INCORRECT_CODE, code="incorrect_code")
        return code


class UseCodeForm(AuthenticateForm, PageForm):  # type: ignore[misc]
    """A number from the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Number from your app, or a recovery code")
        field.widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"})
        field.error_messages["required"] = _("Enter the number that your app shows.")


class SetUpAppForm(ActivateTOTPForm, PageForm):  # type: ignore[misc]
    """The first number from a new authenticator app, which proves that it is set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Number that the app shows")
        field.help_text = _("Six digits. It changes every 30 seconds.")
        field.widget = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        )
        field.error_messages["required"] = _("Enter the number that your app shows.")


class PasskeyAnswerForm(PageForm):
    """What the device answered, which is a JSON object or is refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["credential"]
        field.validators = []
        field.error_messages.update(required=NO_ANSWER, invalid=NO_ANSWER)

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()  # type: ignore[misc]
        except Exception:  # the library raises whatever a made-up answer makes it stumble on
            self.add_error(None, forms.ValidationError(NO_ANSWER, code="no_answer"))
            self.cleaned_data.pop("credential", None)

    def full_clean(self) -> None:
        """Say once, for the whole form, that the answer was not good: its field is hidden."""
        super().full_clean()
        if self.errors.pop("credential", None):
            self.add_error(None, forms.ValidationError(NO_ANSWER, code="no_answer"))

    def clean(self) -> Any:
        """Refuse an answer that is no object, or that the library cannot read."""
        answer = self.cleaned_data.get("credential")
        if answer is not None and not isinstance(answer, dict | Authenticator):
            raise forms.ValidationError(NO_ANSWER, code="no_answer")
        try:
            return super().clean()
        except forms.ValidationError:
            raise
        except Exception as error:  # see above
            raise forms.ValidationError(NO_ANSWER, code="no_answer") from error


class AddPasskeyForm(PasskeyAnswerForm, AddWebAuthnForm):  # type: ignore[misc]
    """A name for a passkey, and what the device answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label = _("Name for this passkey")
        name.validators.append(MaxLengthValidator(100))
        name.help_text = _("So that you know it again, such as “work phone”.")
        self.initial.pop("name", None)


class UsePasskeyForm(PasskeyAnswerForm, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """What the device answered."""


class UsePasskeyAgainForm(PasskeyAnswerForm, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """What the device answered, in a session that has begun."""


NO_ANSWER = _("Your device gave no answer. Try again, or use another way.")
