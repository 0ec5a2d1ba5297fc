"""Who writes the code and is paid for it: a person now, an organization with members later."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

KINDS = (("person", _("Person")), ("organization", _("Organization")))
PROVINCES = (
    ("AB", _("Alberta")), ("BC", _("British Columbia")), ("MB", _("Manitoba")), ("NB", _("New Brunswick")),
    ("NL", _("Newfoundland and Labrador")), ("NS", _("Nova Scotia")), ("NT", _("Northwest Territories")),
    ("NU", _("Nunavut")), ("ON", _("Ontario")), ("PE", _("Prince Edward Island")), ("QC", _("Quebec")),
    ("SK", _("Saskatchewan")), ("YT", _("Yukon")),
)  # fmt: skip


class Supplier(models.Model):
    """A party to applications, agreements, invoices; buyers see its `contact_email`, never the owner's sign-in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=KINDS, default="person")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="suppliers_owned"
    )
    legal_name = models.CharField(_("Full legal name"), max_length=200)
    business_name = models.CharField(_("Business name"), max_length=200, blank=True)
    street = models.CharField(_("Street address"), max_length=200, blank=True)
    city = models.CharField(_("City"), max_length=100, blank=True)
    province = models.CharField(_("Province or territory"), max_length=2, choices=PROVINCES, blank=True)
    region = models.CharField(_("State or region"), max_length=100, blank=True)
    postal_code = models.CharField(_("Postal code"), max_length=20, blank=True)
    country = models.CharField(_("Country"), max_length=2, default="CA")
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("E-mail address that buyers see"), max_length=254, blank=True)
    is_registered_for_tax = models.BooleanField(default=False)
    gst_hst_number = models.CharField(_("GST/HST number"), max_length=15, blank=True)
    pst_number = models.CharField(_("PST or QST number"), max_length=20, blank=True)

    class Meta:
        ordering = ("legal_name",)
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(kind="person"), name="one_supplier_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(gst_hst_number="") | Q(is_registered_for_tax=False),
                name="supplier_registered_for_tax_has_a_number",
            ),
        ]

    def __str__(self) -> str:
        return self.business_name or self.legal_name

    @property
    def is_complete(self) -> bool:
        """True where an agreement and an invoice can name the supplier: name, address, phone and e-mail."""
        return all(
            (self.legal_name, self.street, self.city, self.postal_code, self.phone, self.contact_email)
        )
