"""Questions people ask of the registers; `visible_to` comes first in each."""
