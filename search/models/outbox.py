"""The outbox: entries the search server has not been told of yet."""

from django.db import models
from django.utils import timezone


class OutboxRow(models.Model):
    """An entry that changed or went; written with it, deleted when the server has acknowledged it.

    A plain number for the entry: the row outlives it when the record is deleted. What is sent is
    the state of the entry when it is sent, never what it was when the row was written.
    """

    entry = models.PositiveBigIntegerField()
    noted_at = models.DateTimeField(default=timezone.now)
    #: Set on the oldest row while the server does not answer: nobody tries before.
    retry_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "待同步的搜索条目"
        verbose_name_plural = "待同步的搜索条目"

    def __str__(self) -> str:
        return str(self.entry)
