"""What may be asked of the search."""

from django import forms

from partners.forms import LONGEST_SEARCH
from search.query import MOST_WORDS, words_of
from search.sources import KINDS


class SearchForm(forms.Form):
    """A question and, perhaps, the one kind it is about."""

    q = forms.CharField(
        label="搜索词",
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages={
            "max_length": f"搜索词请不要超过 {LONGEST_SEARCH} 个字。",
            "null_characters_not_allowed": "搜索词含有无法识别的字符，请重新输入。",
        },
    )
    kind = forms.ChoiceField(
        label="类别",
        required=False,
        choices=[("", "全部"), *((kind.key, kind.label) for kind in KINDS)],
        error_messages={"invalid_choice": "没有这一类别，请重新选择。"},
    )

    def clean_q(self) -> list[str]:
        """The words of the question."""
        words = words_of(self.cleaned_data["q"])
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(f"请不要超过 {MOST_WORDS} 个词。", code="too_many_words")
        return words
