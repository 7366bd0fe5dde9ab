"""The pages of getting in and out."""
