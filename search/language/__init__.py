"""How Chinese is read by the search: plain Python that knows no models and no engine."""
