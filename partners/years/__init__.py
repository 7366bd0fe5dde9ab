"""Programme years as a department keeps them: copied from the last one, then edited."""
