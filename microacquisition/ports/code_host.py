"""What we ask of whoever hosts code in public."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class PullRequest:
    """A proposed change: `head` names its last commit, `branch` where it comes from; `address` is its page."""

    number: int
    head: str
    branch: str
    address: str


class CodeHostUnreachable(Exception):
    """No answer, or none we understand; asking again later is harmless. `code` is short and holds no secret."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CodeHost(Protocol):
    """Reads and proposes changes; repositories are named `owner/name`. Each call raises CodeHostUnreachable."""

    def list_open(self, repository: str) -> list[PullRequest]:
        """Return the open pull requests, oldest first."""
        ...

    def read_files(self, repository: str, pull: PullRequest, ending: str, longest: int) -> dict[str, bytes]:
        """Return the added or changed files whose name ends so, as of `pull.head`: path → at most `longest` + 1 bytes."""
        ...

    def comment_once(self, repository: str, number: int, key: str, text: str) -> None:
        """Write a comment; a second call with the same key writes nothing."""
        ...

    def propose(
        self, repository: str, branch: str, files: Mapping[str, str], title: str, text: str
    ) -> PullRequest:
        """Open a pull request with these files; the same branch always gives the same one, closed or merged ones too."""
        ...
