"""Public numbers 「编号」 such as JD-2024-000123: what people quote, type and import."""

from django.db import models, transaction

#: The form of a public number, for URLs and imports.
NUMBER_PATTERN = r"[A-Z]{2}-\d{4}-\d{6}"


class NumberSequence(models.Model):
    """The last number given out for a prefix and year."""

    prefix = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "编号序列"
        verbose_name_plural = "编号序列"
        constraints = [
            models.UniqueConstraint(fields=["prefix", "year"], name="number_sequence_unique")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:06d}"


def take_numbers(prefix: str, year: int, count: int = 1) -> list[str]:
    """Reserve `count` numbers in a row; no other caller gets any of them.

    The row is locked until the surrounding transaction ends, so two people saving at once get
    different numbers.
    """
    with transaction.atomic():
        NumberSequence.objects.get_or_create(prefix=prefix, year=year)
        sequence = NumberSequence.objects.select_for_update().get(prefix=prefix, year=year)
        first = sequence.last + 1
        sequence.last += count
        sequence.save(update_fields=["last"])
    return [f"{prefix}-{year:04d}-{n:06d}" for n in range(first, first + count)]
