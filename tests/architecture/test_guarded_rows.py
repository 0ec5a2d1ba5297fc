"""No view finds a guarded row beside what says who may see it: `visible_to`, `find_file`, or a function it names."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from tests.architecture.sources import ROOT

# Rows of one purchase, of its applicants, and their papers.
GUARDED = frozenset(
    model.__name__ for model in apps.get_models() if model._meta.app_label in ("opportunities", "records")
)
SAY_WHO = frozenset({"visible_to", "files_visible_to", "readable_by", "public", "taken_back"})
FINDERS = frozenset({"get_object_or_404", "get_list_or_404"})

# Reviewed: what may be found without asking who reads, and why.
PUBLIC = {
    "records/views.py: Checkpoint": "checkpoints are published",
    "opportunities/posting/public_views.py: Opportunity": "practice and earlier postings, of posted ones alone",
    "opportunities/evaluation/striking_views.py: StrikeNotice": "of an application of one’s own",
    "opportunities/evaluation/striking_views.py: OpenedAnswer": "of a pair listed for an opportunity found by `find_file`",
    "opportunities/selection/own_views.py: Offer": "to the person’s own supplier",
    "opportunities/applications/recording_views.py: ApplicationVersion": "of an opportunity found by `find_file`",
    "opportunities/payment/views.py: Invoice": "of an opportunity found by `find_file`",
    "opportunities/payment/notices.py: Payment": "named by a notice that the payment service signed",
    "opportunities/payment/notices.py: PaymentNotice": "kept for ever, by the id that the service gave it",
    "opportunities/file/observing.py: Opportunity": "those that a union observer observes",
}
PUBLIC_AT_MOST = 10


def list_view_files() -> Iterator[Path]:
    """Yield every file with views."""
    for path in sorted((ROOT / "microacquisition").rglob("*.py")):
        if "@access(" in path.read_text(encoding="utf-8"):
            yield path


def find_unguarded(tree: ast.AST) -> Iterator[str]:
    """Yield each guarded model whose rows are found by nothing that says who may see them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            manager, model = node.value, node.value.value
            if manager.attr == "objects" and node.attr not in SAY_WHO and _name_of(model) in GUARDED:
                yield _name_of(model)
        elif (
            isinstance(node, ast.Call)
            and _name_of(node.func) in FINDERS
            and _name_of(node.args[0]) in GUARDED
        ):
            yield _name_of(node.args[0])


def _name_of(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def test_views_find_guarded_rows_by_who_may_see_them() -> None:
    found = {
        f"{path.relative_to(ROOT / 'microacquisition')}: {name}"
        for path in list_view_files()
        for name in find_unguarded(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set(PUBLIC)
    assert len(PUBLIC) <= PUBLIC_AT_MOST


def test_the_check_sees_each_way_to_find_a_row() -> None:
    for text in (
        "Opportunity.objects.get(pk=1)",
        "get_object_or_404(Opportunity, pk=1)",
        "Application.objects.filter(pk=1).first()",
    ):
        assert list(find_unguarded(ast.parse(text))) != []
    assert (
        list(find_unguarded(ast.parse("get_object_or_404(Opportunity.objects.visible_to(user), pk=1)"))) == []
    )
