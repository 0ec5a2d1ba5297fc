"""The addresses these tests need: the site's and this app's, whatever stands above."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from microacquisition.site.urls import plain_patterns

urlpatterns = [*plain_patterns, *i18n_patterns(path("", include("microacquisition.people.urls")))]

handler404 = "microacquisition.site.errors.page_not_found"
