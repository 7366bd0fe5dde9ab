"""People and what they may do: found, read off one screen, kept by departments for their places.

Who may give what to whom stands in `partners.people.delegation`; how it is done and written to
the log in `partners.people.appointing` and `partners.people.accounts`.
"""
