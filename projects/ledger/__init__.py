"""The ledger: what is done to a line of money or goods, and the screens that do it."""
