"""How words are understood, kept by editors: words that mean the same, words that say nothing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from search.wording.spelling import COMMA, key_of, split_words

#: A longer one is a sentence, and no visitor types it as a word.
LONGEST_WORD = 20
MOST_WORDS = 20


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

    @property
    def word_list(self) -> list[str]:
        """The words as typed, each once."""
        return split_words(self.words)

    def clean(self) -> None:
        """At least two different words, none in another group or among the stop words.

        A group that is switched off may repeat words of others: it does nothing.
        """
        super().clean()
        if not self.words:  # said at the field
            return
        words = self.word_list
        _refuse_shapeless(words)
        self.words = COMMA.join(words)
        if self.is_active:
            _refuse_stop_words(words)
            self._refuse_words_of_others(words)

    def _refuse_words_of_others(self, words: list[str]) -> None:
        mine = {key_of(word): word for word in words}
        for other in Synonym.objects.filter(is_active=True).exclude(pk=self.pk):
            shared = [mine[key] for key in map(key_of, other.word_list) if key in mine]
            if shared:
                raise ValidationError(
                    {
                        "words": f"“{'、'.join(shared)}”已在另一组同义词中：“{other}”。"
                        "请到该组中添加，或先停用该组。"
                    }
                )


class StopWord(models.Model):
    """A word that says nothing about what is looked for, such as 「有哪些」."""

    word = models.CharField(
        "停用词",
        max_length=40,
        unique=True,
        help_text="一次填写一个。搜索时先去掉这个词，再按其余的词查找，例如「有哪些」。",
        error_messages={"unique": "这个停用词已经有了。"},
    )
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        verbose_name = "停用词"
        verbose_name_plural = "停用词"
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        """One word, in no other spelling here already, and not among the synonyms."""
        super().clean()
        if not self.word:
            return
        words = split_words(self.word)
        if len(words) != 1:
            raise ValidationError({"word": "请填写一个词，词中不要有空格或标点。"})
        self.word = words[0]
        key = key_of(self.word)
        for other in StopWord.objects.exclude(pk=self.pk):
            if key_of(other.word) == key:
                raise ValidationError({"word": f"这个停用词已经有了：“{other}”。"})
        for group in Synonym.objects.filter(is_active=True):
            if key in map(key_of, group.word_list):
                raise ValidationError(
                    {"word": f"“{self.word}”是同义词“{group}”中的词，不能同时列为停用词。"}
                )


def _refuse_shapeless(words: list[str]) -> None:
    if len(words) < 2:
        raise ValidationError({"words": "请至少填写两个不同的词，用逗号隔开。"})
    if len(words) > MOST_WORDS:
        raise ValidationError({"words": f"一组请不要超过 {MOST_WORDS} 个词。"})
    long: list[Any] = [word for word in words if len(word) > LONGEST_WORD]
    if long:
        raise ValidationError({"words": f"“{long[0]}”超过 {LONGEST_WORD} 个字，请改短。"})


def _refuse_stop_words(words: list[str]) -> None:
    stopped = {key_of(word) for word in StopWord.objects.values_list("word", flat=True)}
    for word in words:
        if key_of(word) in stopped:
            raise ValidationError(
                {"words": f"“{word}”已列为停用词，搜索时会被忽略。请先删除该停用词。"}
            )
