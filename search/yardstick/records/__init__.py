"""Documents of a file made into records of the portal, by the portal's own models and rules."""
