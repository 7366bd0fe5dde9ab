"""What entries mean, as vectors: only with the semantic extra installed."""

from django.db import models

from .entry import Entry


class Vector(models.Model):
    """The meaning of an entry's words as 32-bit floats, by the named version of a model."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="vector")
    model = models.CharField(max_length=40)
    #: Fingerprint of the entry it was computed from; another one means it is out of date.
    fingerprint = models.CharField(max_length=32)
    values = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.entry_id} {self.model}"
