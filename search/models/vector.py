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


class VectorSet(models.Model):
    """All vectors of one model together: their version, and how near is near enough."""

    model = models.CharField(max_length=40, primary_key=True)
    #: Another one whenever a vector changed, so that every process reads them again.
    version = models.CharField(max_length=32)
    #: The cosine that a question's nearest entry must reach; None until calibrated.
    gate = models.FloatField(null=True)
    #: How many vectors there were at the calibration.
    calibrated_for = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.model}: {self.gate}"
