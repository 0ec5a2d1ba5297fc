"""Addresses of the office, stage by stage."""

from microacquisition.opportunities.file.urls import urlpatterns as file
from microacquisition.opportunities.funding.urls import urlpatterns as funding
from microacquisition.opportunities.intake.urls import urlpatterns as intake
from microacquisition.opportunities.posting.urls import urlpatterns as posting
from microacquisition.opportunities.statement.urls import urlpatterns as statement

urlpatterns = [*file, *intake, *statement, *funding, *posting]
