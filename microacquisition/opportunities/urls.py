"""Addresses of the office, stage by stage."""

from microacquisition.opportunities.agreement.urls import urlpatterns as agreement
from microacquisition.opportunities.delivery.urls import urlpatterns as delivery
from microacquisition.opportunities.file.urls import urlpatterns as file
from microacquisition.opportunities.intake.urls import urlpatterns as intake
from microacquisition.opportunities.my_work.urls import urlpatterns as my_work
from microacquisition.opportunities.payment.urls import urlpatterns as payment
from microacquisition.opportunities.reuse.urls import urlpatterns as reuse

urlpatterns = [*file, *my_work, *intake, *agreement, *delivery, *payment, *reuse]
