"""A single-use link that signs a person in, made at the console."""

import uuid

from django.conf import settings
from django.db import models


class SignInLink(models.Model):
    """Only the SHA-256 of the random token is kept, so that nobody who reads the table can sign in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_in_links")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in link of {self.user_id}"
