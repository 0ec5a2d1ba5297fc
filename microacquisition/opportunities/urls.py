"""Addresses of the office, stage by stage."""

from microacquisition.opportunities.applications.urls import urlpatterns as applications
from microacquisition.opportunities.file.urls import urlpatterns as file
from microacquisition.opportunities.intake.urls import urlpatterns as intake
from microacquisition.opportunities.statement.urls import urlpatterns as statement

urlpatterns = [*file, *intake, *statement, *applications]
