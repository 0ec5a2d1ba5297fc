"""Lines of the log without the secrets that addresses carry: preview links, sign-in links."""

import logging
import re

# Every token in an address is `secrets.token_urlsafe(32)`: 43 characters. Identifiers of rows (UUID, 36) stay.
TOKEN_IN_ADDRESS = re.compile(r"(?<=[/=])[A-Za-z0-9_-]{40,}")
REDACTED = "[redacted]"


def redact_tokens(text: str) -> str:
    """Return `text` with each token of an address replaced, wherever it stands in the line."""
    return TOKEN_IN_ADDRESS.sub(REDACTED, text)


class RedactingFormatter(logging.Formatter):
    """Redacts the finished line: message, arguments and traceback alike, which no filter of records sees whole."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without tokens."""
        return redact_tokens(super().format(record))
