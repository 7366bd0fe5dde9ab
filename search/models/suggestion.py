"""What the type-ahead offers: keys under which a title or name is typed."""

from django.db import models

from .entry import Entry


class Suggestion(models.Model):
    """One way to begin typing a name: its characters, sounds, initials, or a mix of them."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="suggestions")
    key = models.CharField(max_length=80)
    #: The name that is offered.
    text = models.CharField(max_length=80)
    weight = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["key", "-weight"], name="suggestion_key")]

    def __str__(self) -> str:
        return self.text
