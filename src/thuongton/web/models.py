"""What the ground floor keeps: allowances spent, forms that were not done, acts to undo, saved views of lists."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Spending(models.Model):
    """How often ``who`` has done ``act`` in the window of time that is running; see :mod:`thuongton.web.services`."""

    who = models.CharField(max_length=150)
    act = models.CharField(max_length=60)
    window = models.BigIntegerField()  # seconds since 1970 at which the window began
    spent = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "act"], name="one_spending_of_an_act")]
        indexes = [models.Index(fields=["window"], name="spending_window")]

    def __str__(self) -> str:
        return f"{self.who} {self.act}: {self.spent}"


class KeptForm(models.Model):
    """A form that was sent and not done (session ended, refused), kept for the one it was made for, in that browser.

    What was typed is sealed with the secret of the browser (``web/forms/sealing.py``).
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    browser = models.CharField(max_length=64)  # SHA-256 of the secret in the browser's cookie
    page = models.CharField(max_length=500)  # where the form stood
    address = models.CharField(max_length=500)  # where it was sent
    fields = models.JSONField()  # sealed: [[name, value], …] in the order of the form
    lost = models.JSONField(default=list)  # [[name of a file, why it was not kept], …]
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["owner", "browser"], name="kept_form_of_browser")]

    def __str__(self) -> str:
        return f"{self.page} → {self.address}"


class KeptFile(models.Model):
    """A file of a kept form, screened as every file that comes in, sealed as its form is; gone with it."""

    form = models.ForeignKey(KeptForm, on_delete=models.CASCADE, related_name="files")
    field = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=150)
    size = models.PositiveIntegerField()
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class SentForm(models.Model):
    """That the form of one showing of a page was sent with these words: sent again at once, it is the same act."""

    key = models.CharField(max_length=64, unique=True)
    led_to = models.CharField(max_length=1000, blank=True)  # where the first answer led; "" while it is worked on
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["sent_at"], name="sent_form_time")]

    def __str__(self) -> str:
        return self.key


class Undoable(models.Model):
    """An act that its doer may take back for some minutes; ``facts`` is what the inverse of that act needs."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=60)
    facts = models.JSONField()
    page = models.CharField(max_length=500)
    done_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["done_at"], name="undoable_time")]

    def __str__(self) -> str:
        return f"{self.act} {self.facts}"


class SavedView(models.Model):
    """A saved view (khung nhìn) of a person: the conditions, columns and order of one list under a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    listing = models.CharField(max_length=100)  # the key of its declaration, after a colon its place
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1500, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "listing", "name"], name="one_view_of_a_name")]

    def __str__(self) -> str:
        return self.name
