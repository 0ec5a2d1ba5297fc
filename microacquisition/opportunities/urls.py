"""Addresses of the office, stage by stage."""

from microacquisition.opportunities.agreement.urls import urlpatterns as agreement
from microacquisition.opportunities.announcing.urls import urlpatterns as announcing
from microacquisition.opportunities.applications.urls import urlpatterns as applications
from microacquisition.opportunities.delivery.urls import urlpatterns as delivery
from microacquisition.opportunities.evaluation.urls import urlpatterns as evaluation
from microacquisition.opportunities.file.urls import urlpatterns as file
from microacquisition.opportunities.finding.urls import urlpatterns as finding
from microacquisition.opportunities.funding.urls import urlpatterns as funding
from microacquisition.opportunities.intake.urls import urlpatterns as intake
from microacquisition.opportunities.my_work.urls import urlpatterns as my_work
from microacquisition.opportunities.payment.urls import urlpatterns as payment
from microacquisition.opportunities.posting.urls import urlpatterns as posting
from microacquisition.opportunities.questions.urls import urlpatterns as questions
from microacquisition.opportunities.reuse.urls import urlpatterns as reuse
from microacquisition.opportunities.selection.urls import urlpatterns as selection
from microacquisition.opportunities.statement.urls import urlpatterns as statement

urlpatterns = [
    *file,
    *intake,
    *statement,
    *funding,
    *finding,
    *posting,
    *announcing,
    *questions,
    *applications,
    *evaluation,
    *selection,
    *my_work,
    *agreement,
    *delivery,
    *payment,
    *reuse,
]
