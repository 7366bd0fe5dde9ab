"""People and what they may do: found, read off one screen, kept by departments for their places.

Who may give what to whom stands in `partners.delegation`; how it is done and written to the log in
`partners.appointing` and `partners.accounts`.
"""
