"""The supplier's hub, where its stage is not there yet."""

from tests.opportunities.evaluation.conftest import my_work  # noqa: F401
