"""How a public number stands in an address. Import this before a path that uses `<number:...>`."""

from django.urls import register_converter

from partners.models.number import NUMBER_PATTERN


class NumberConverter:
    """A public number such as JD-2024-000123."""

    regex = NUMBER_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NumberConverter, "number")
