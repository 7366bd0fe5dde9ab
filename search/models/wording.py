"""How words are understood, kept by editors: words that mean the same, and words that say nothing."""

from django.db import models


class Synonym(models.Model):
    """A group of words that mean the same: whoever asks for one also finds the others."""

    words = models.CharField(
        "同义词", max_length=400, help_text="用逗号隔开，例如「老年食堂，助餐点，长者食堂」。"
    )
    is_active = models.BooleanField("启用", default=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        verbose_name = "同义词"
        verbose_name_plural = "同义词"
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words


class StopWord(models.Model):
    """A word that says nothing about what is looked for, such as 「有哪些」."""

    word = models.CharField("停用词", max_length=40, unique=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        verbose_name = "停用词"
        verbose_name_plural = "停用词"
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word
