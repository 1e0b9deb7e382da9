"""Secret addresses of calendar feeds: calendar programs cannot sign in."""

from __future__ import annotations

from django.db import models

from thuongton.people.models import Hat, User
from thuongton.web.dates import day_words


class FeedToken(models.Model):
    """One feed address of one hat (lịch nhắc việc); only the SHA-256 of its secret is kept, so it is shown once.

    ``standing`` is a digest of the password of that time: the address ends when the password changes.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="feed_tokens")
    hat = models.ForeignKey(Hat, on_delete=models.CASCADE, related_name="feed_tokens")
    whole_unit = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, unique=True)
    standing = models.CharField(max_length=128, default="", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user} {day_words(self.created_at)}"
