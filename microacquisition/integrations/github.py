"""GitHub by its REST API (version 2022-11-28), with a token that may write contents and pull requests."""

import base64
import os
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings

from microacquisition.ports.code_host import CodeHostUnreachable, PullRequest

ADDRESS = "https://api.github.com"
TIMEOUT_SECONDS = 20
A_PAGE, PAGES = 100, 10
TAKEN = 422  # GitHub's answer where a branch or pull request of that name is there already


class GitHub:
    """Speaks as the account of `CODE_HOST_TOKEN`; redirects are not followed."""

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self.client = httpx.Client(
            base_url=os.environ.get("CODE_HOST_ADDRESS", ADDRESS),
            timeout=TIMEOUT_SECONDS,
            transport=transport,
            follow_redirects=False,
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {settings.CODE_HOST_TOKEN}",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )

    def list_open(self, repository: str) -> list[PullRequest]:
        """Return the open pull requests, oldest first."""
        found = self._read_pages(
            f"/repos/{repository}/pulls", {"state": "open", "sort": "created", "direction": "asc"}
        )
        return [_read_pull(each) for each in found]

    def read_files(self, repository: str, pull: PullRequest, ending: str, longest: int) -> dict[str, bytes]:
        """Return the added or changed files whose name ends so; what was removed or only renamed is left out."""
        changed = self._read_pages(f"/repos/{repository}/pulls/{pull.number}/files", {})
        names = [
            str(each["filename"])
            for each in changed
            if each.get("status") in ("added", "modified", "changed")
            and str(each["filename"]).endswith(ending)
        ]
        return {name: self._read_file(repository, name, pull.head, longest) for name in names}

    def comment_once(self, repository: str, number: int, key: str, text: str) -> None:
        """Write a comment that carries the key where nobody sees it; one that is there is found by it."""
        mark = f"<!-- micro-acquisition {key} -->"
        path = f"/repos/{repository}/issues/{number}/comments"
        if any(mark in str(each.get("body", "")) for each in self._read_pages(path, {})):
            return
        self._ask("POST", path, json={"body": f"{text}\n\n{mark}"})

    def propose(
        self, repository: str, branch: str, files: Mapping[str, str], title: str, text: str
    ) -> PullRequest:
        """Make the branch, the files on it and the pull request, each only where it is not there yet."""
        if known := self._find_proposed(repository, branch):
            return known
        base = str(_pick(self._ask("GET", f"/repos/{repository}"), "default_branch"))
        tip = _pick(self._ask("GET", f"/repos/{repository}/git/ref/heads/{quote(base)}"), "object", "sha")
        self._ask(
            "POST", f"/repos/{repository}/git/refs", TAKEN, json={"ref": f"refs/heads/{branch}", "sha": tip}
        )
        for name, content in files.items():
            self._write_file(repository, branch, name, content, title)
        wanted = {"title": title, "head": branch, "base": base, "body": text}
        answer = self._ask("POST", f"/repos/{repository}/pulls", TAKEN, json=wanted)
        made = (
            self._find_proposed(repository, branch)
            if answer.status_code == TAKEN
            else _read_pull(_pick(answer))
        )
        if made is None:
            raise CodeHostUnreachable("not_proposed")
        return made

    def _find_proposed(self, repository: str, branch: str) -> PullRequest | None:
        owner = repository.partition("/")[0]
        query = {"head": f"{owner}:{branch}", "state": "all"}
        found = _pick(self._ask("GET", f"/repos/{repository}/pulls", params=query))
        return _read_pull(found[0]) if found else None

    def _read_file(self, repository: str, name: str, head: str, longest: int) -> bytes:
        path = f"/repos/{repository}/contents/{quote(name)}"
        raw = {"Accept": "application/vnd.github.raw+json"}
        return self._ask("GET", path, params={"ref": head}, headers=raw).content[: longest + 1]

    def _write_file(self, repository: str, branch: str, name: str, content: str, message: str) -> None:
        path = f"/repos/{repository}/contents/{quote(name)}"
        there = self._ask("GET", path, 404, params={"ref": branch})
        body = {"message": message, "branch": branch, "content": base64.b64encode(content.encode()).decode()}
        if there.is_success:
            if base64.b64decode(_pick(there, "content")) == content.encode():
                return
            body["sha"] = _pick(there, "sha")
        self._ask("PUT", path, json=body)

    def _read_pages(self, path: str, query: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        for page in range(1, PAGES + 1):
            found = _pick(self._ask("GET", path, params={**query, "per_page": A_PAGE, "page": page}))
            if not isinstance(found, list):
                raise CodeHostUnreachable("not_understood")
            yield from found
            if len(found) < A_PAGE:
                return

    def _ask(self, method: str, path: str, allowed: int = 200, **parts: Any) -> httpx.Response:
        """Return a good answer, or one with the status `allowed`; CodeHostUnreachable for any other."""
        try:
            answer = self.client.request(method, path, **parts)
        except httpx.HTTPError as error:
            raise CodeHostUnreachable("no_answer") from error
        if not answer.is_success and answer.status_code != allowed:
            raise CodeHostUnreachable(f"status_{answer.status_code}")
        return answer


def _pick(answer: httpx.Response, *names: str) -> Any:
    """Return what stands under these names in the JSON of an answer."""
    try:
        found = answer.json()
        for name in names:
            found = found[name]
    except (ValueError, KeyError, TypeError) as error:
        raise CodeHostUnreachable("not_understood") from error
    return found


def _read_pull(said: Mapping[str, Any]) -> PullRequest:
    try:
        return PullRequest(
            int(said["number"]), str(said["head"]["sha"]), str(said["head"]["ref"]), str(said["html_url"])
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CodeHostUnreachable("not_understood") from error
