"""Addresses of the office, stage by stage."""

from microacquisition.opportunities.applications.urls import urlpatterns as applications
from microacquisition.opportunities.file.urls import urlpatterns as file
from microacquisition.opportunities.funding.urls import urlpatterns as funding
from microacquisition.opportunities.intake.urls import urlpatterns as intake
from microacquisition.opportunities.payment.urls import urlpatterns as payment
from microacquisition.opportunities.posting.urls import urlpatterns as posting
from microacquisition.opportunities.reuse.urls import urlpatterns as reuse
from microacquisition.opportunities.statement.urls import urlpatterns as statement

urlpatterns = [
    *file,
    *intake,
    *statement,
    *funding,
    *posting,
    *applications,
    *payment,
    *reuse,
]
