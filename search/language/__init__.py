"""How Chinese is read by the search: plain Python that knows no models and no engine."""

#: Grows whenever the same text gives other tokens than before: entries are then out of date.
ANALYSIS_VERSION = 2
