"""A stand-in for GitHub that keeps state: branches with files, pull requests, comments, in the shapes of its REST API."""

import base64
import json
import re
from dataclasses import dataclass, field
from typing import Any

import httpx

from microacquisition.integrations.github import GitHub

TOKEN = "token-of-tests"
REPOSITORY = "example/occasions"


@dataclass
class Pull:
    """One pull request: where it comes from, its files by path, and what was said below it."""

    number: int
    branch: str
    files: dict[str, bytes]
    commits: int = 1
    state: str = "open"
    title: str = ""
    comments: list[str] = field(default_factory=list)

    @property
    def head(self) -> str:
        """Name of its last commit."""
        return f"{self.number:02}{self.commits:038x}"

    def describe(self) -> dict[str, Any]:
        """As GitHub describes it."""
        return {
            "number": self.number,
            "state": self.state,
            "title": self.title,
            "html_url": f"https://github.example/{REPOSITORY}/pull/{self.number}",
            "head": {"ref": self.branch, "sha": self.head},
        }


class GitHubDouble:
    """One repository; `silent` gives no answer, `fails_at` breaks off at the first request whose address holds it."""

    def __init__(self) -> None:
        self.pulls: list[Pull] = []
        self.branches: dict[str, dict[str, bytes]] = {"main": {}}
        self.asked: list[tuple[str, str]] = []
        self.silent = False
        self.fails_at = ""

    def propose(self, files: dict[str, bytes], branch: str = "text") -> Pull:
        """Somebody opens a pull request with these files."""
        self.pulls.append(Pull(len(self.pulls) + 1, branch, dict(files)))
        return self.pulls[-1]

    def push(self, pull: Pull, files: dict[str, bytes]) -> None:
        """Its author adds a commit."""
        pull.files.update(files)
        pull.commits += 1

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request as GitHub would."""
        self.asked.append((request.method, request.url.path))
        if self.silent:
            raise httpx.ConnectTimeout("no answer", request=request)
        if self.fails_at and self.fails_at in f"{request.method} {request.url.path}":
            return httpx.Response(502)
        assert request.headers["Authorization"] == f"Bearer {TOKEN}"
        path = request.url.path.removeprefix(f"/repos/{REPOSITORY}")
        for pattern, take in (
            (r"", self._describe), (r"/pulls", self._pulls), (r"/pulls/(\d+)/files", self._files),
            (r"/issues/(\d+)/comments", self._comments), (r"/git/ref/heads/(.+)", self._ref),
            (r"/git/refs", self._make_ref), (r"/contents/(.+)", self._contents),
        ):  # fmt: skip
            if found := re.fullmatch(pattern, path):
                return take(request, *found.groups())
        return httpx.Response(404, json={"message": "Not Found"})

    def _describe(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"default_branch": "main"})

    def _pulls(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return self._open(json.loads(request.content))
        query = request.url.params
        found = [each for each in self.pulls if query["state"] in ("all", each.state)]
        if "head" in query:
            found = [each for each in found if query["head"] == f"example:{each.branch}"]
        return self._page(request, [each.describe() for each in found])

    def _open(self, asked: dict[str, str]) -> httpx.Response:
        if any(each.branch == asked["head"] and each.state == "open" for each in self.pulls):
            return httpx.Response(422, json={"message": "A pull request already exists."})
        pull = self.propose(self.branches[asked["head"]], asked["head"])
        pull.title = asked["title"]
        return httpx.Response(201, json=pull.describe())

    def _files(self, request: httpx.Request, number: str) -> httpx.Response:
        files = self.pulls[int(number) - 1].files
        return self._page(request, [{"filename": name, "status": "added"} for name in files])

    def _comments(self, request: httpx.Request, number: str) -> httpx.Response:
        comments = self.pulls[int(number) - 1].comments
        if request.method == "GET":
            return self._page(request, [{"body": each} for each in comments])
        comments.append(json.loads(request.content)["body"])
        return httpx.Response(201, json={"id": len(comments)})

    def _ref(self, request: httpx.Request, branch: str) -> httpx.Response:
        return httpx.Response(200, json={"object": {"sha": "0" * 40}})

    def _make_ref(self, request: httpx.Request) -> httpx.Response:
        branch = json.loads(request.content)["ref"].removeprefix("refs/heads/")
        if branch in self.branches:
            return httpx.Response(422, json={"message": "Reference already exists"})
        self.branches[branch] = {}
        return httpx.Response(201, json={})

    def _contents(self, request: httpx.Request, name: str) -> httpx.Response:
        if request.method == "PUT":
            asked = json.loads(request.content)
            files = self.branches[asked["branch"]]
            if (name in files) != ("sha" in asked):
                return httpx.Response(422, json={"message": "sha wasn't supplied"})
            files[name] = base64.b64decode(asked["content"])
            return httpx.Response(201, json={})
        ref = request.url.params["ref"]
        heads = {each.head: each.files for each in self.pulls}
        files = heads.get(ref) or self.branches.get(ref, {})
        if name not in files:
            return httpx.Response(404, json={"message": "Not Found"})
        if "raw" in request.headers["Accept"]:
            return httpx.Response(200, content=files[name])
        content = base64.b64encode(files[name]).decode()
        return httpx.Response(200, json={"sha": "1" * 40, "content": content})

    def _page(self, request: httpx.Request, found: list[dict[str, Any]]) -> httpx.Response:
        query = request.url.params
        size, page = int(query.get("per_page", 30)), int(query.get("page", 1))
        return httpx.Response(200, json=found[size * (page - 1) : size * page])


DOUBLE = GitHubDouble()


def reach_double() -> GitHub:
    """Return GitHub's adapter that speaks to the double; what `settings.CODE_HOST` names in tests."""
    return GitHub(httpx.MockTransport(lambda request: DOUBLE.answer(request)))
