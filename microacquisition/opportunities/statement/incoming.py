"""Pull requests that bring a statement: each is read and answered by a comment, and may become a request with its draft."""

import logging
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import override

from microacquisition.common.words import LANGUAGES, Words
from microacquisition.opportunities.intake.models import IncomingPullRequest
from microacquisition.opportunities.situation import FurtherEvent
from microacquisition.opportunities.statement.importing import (
    LONGEST_FILE,
    ImportReport,
    fill_statement,
    read_pairs,
)
from microacquisition.opportunities.statement.models import Statement
from microacquisition.opportunities.statement.post_format import Post, PostError, check_pair
from microacquisition.opportunities.statement.saving import number_save, write_draft
from microacquisition.opportunities.statement.snapshot import write_snapshot
from microacquisition.ports.code_host import CodeHost, CodeHostUnreachable, PullRequest
from microacquisition.records.events import keep_text

logger = logging.getLogger(__name__)

OWN_BRANCHES = "micro-acquisition/"  # of what we propose ourselves
POSTS = ("posts/", "_posts/")
ASK = Words(
    en="Both languages of this opportunity can be read. To ask for it, sign in and answer a few questions: {link}\n\n"
    "Its text then becomes the draft of your statement once a program officer accepts the request.",
    fr="Les deux versions linguistiques de cette occasion sont lisibles. Pour en faire la demande, ouvrez une session et"
    " répondez à quelques questions\xa0: {link}\n\nUne fois la demande acceptée par une agente ou un agent de programme,"
    " ce texte devient l’ébauche de votre énoncé.",
)
FAULT = Words(
    en="This opportunity cannot be read yet. In `{file}`, `{field}` {why}\n\nCorrect it in this pull request: every new"
    " commit is read again.",
    fr="Cette occasion ne peut pas encore être lue. Dans `{file}`, `{field}` {why}\n\nCorrigez-la dans cette demande de"
    " tirage\xa0: chaque nouveau commit est relu.",
)
ONE_PAIR = Words(
    en="is one of several opportunities. Send each in a pull request of its own.",
    fr="fait partie de plusieurs occasions. Envoyez chacune dans sa propre demande de tirage.",
)
ALREADY_ASKED = Words(
    en="This opportunity was asked for already. Its text is changed on the site from now on: {link}",
    fr="Cette occasion a déjà été demandée. Son texte se modifie désormais dans le site\xa0: {link}",
)


def reach_code_host() -> CodeHost:
    """Return whoever hosts our public repositories."""
    host: CodeHost = import_string(settings.CODE_HOST)()
    return host


def read_pull_requests() -> None:
    """Read every open pull request whose last commit was not read yet, and answer it. Only in the worker."""
    for programme_code, repository in settings.CODE_HOST_REPOSITORIES.items():
        host = reach_code_host()
        try:
            for pull in host.list_open(repository):
                if not pull.branch.startswith(OWN_BRANCHES):
                    _read_once(host, programme_code, repository, pull)
        except CodeHostUnreachable as failure:
            logger.warning("Pull requests of %s could not be read: %s", repository, failure.code)


def _read_once(host: CodeHost, programme_code: str, repository: str, pull: PullRequest) -> None:
    IncomingPullRequest.objects.get_or_create(
        repository=repository,
        number=pull.number,
        defaults={"programme_code": programme_code, "address": pull.address},
    )
    with transaction.atomic():
        row = IncomingPullRequest.objects.select_for_update().get(repository=repository, number=pull.number)
        if row.head == pull.head:
            return
        if hasattr(row, "request"):
            path, words = ("file", {"opportunity_id": row.request.opportunity_id}), ALREADY_ASKED
            host.comment_once(repository, pull.number, "asked", _write_comment(words, *path))
        else:
            files = _choose_posts(host.read_files(repository, pull, ".md", LONGEST_FILE))
            if files:
                host.comment_once(repository, pull.number, pull.head, _take_over(row, files))
        row.head = pull.head
        row.save()


def _choose_posts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        name: content
        for name, content in sorted(files.items())
        if name.startswith(POSTS) or content.startswith(b"---")
    }


def _take_over(row: IncomingPullRequest, files: Mapping[str, bytes]) -> str:
    """Keep the pair of posts in the row, or nothing where it cannot be read; return the answer to its author."""
    row.files = {}
    try:
        english, french = _read_pair(files)
    except PostError as error:
        parts = {"file": error.file.replace("`", ""), "field": error.field, "why": error.words}
        return _join(FAULT.filled(**parts))
    row.files = {name: content.decode() for name, content in files.items()}
    row.title_en, row.title_fr = english.title, french.title
    row.short_description_en, row.short_description_fr = english.short_description, french.short_description
    return _write_comment(ASK, "ask_for_code", {}, f"?pull_request={row.pk}")


def _read_pair(files: Mapping[str, bytes]) -> tuple[Post, Post]:
    pairs = read_pairs(files, ImportReport())
    if len(pairs) != 1:
        raise PostError(pairs[1][0].file if pairs else next(iter(files)), "ref", ONE_PAIR)
    english, french = pairs[0]
    check_pair(english, french)
    return english, french


def _write_comment(words: Words, name: str, parts: Mapping[str, object], query: str = "") -> str:
    links = {}
    for language in LANGUAGES:
        with override(language):
            links[language] = f"{settings.SITE_ADDRESS}{reverse(name, kwargs=dict(parts))}{query}"
    return _join(words.filled(link=Words(**links)))


def _join(words: Words) -> str:
    return f"{words.en}\n\n---\n\n{words.fr}"


def fill_from_pull_request(statement: Statement) -> list[FurtherEvent]:
    """Write the text of the pull request with which it was asked for into the new statement; its event, or none."""
    opportunity = statement.opportunity
    pull_request = opportunity.request.pull_request
    if pull_request is None:
        return []
    files = {name: text.encode() for name, text in pull_request.files.items()}
    english, french = _read_pair(files)
    report = ImportReport()
    languages = write_draft(statement, lambda target: fill_statement(target, english, french, report))
    number_save(statement, opportunity.requested_by, languages)
    return [
        FurtherEvent(
            "import_statement",
            ("opportunity", str(opportunity.pk)),
            facts={
                "pull_request": f"{pull_request.repository}#{pull_request.number}",
                "version": statement.version,
            },
            digests={"statement": keep_text(write_snapshot(statement))},
        )
    ]
