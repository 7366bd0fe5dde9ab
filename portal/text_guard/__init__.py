"""What must not become public in a text: people's numbers, ways to pay, appeals for gifts.

Pure rules, no models: `findings(text)` says what stands where, `masked` how it is shown. Who is
stopped by a finding and who lets it pass is decided above (partners.held_texts).
"""

from .finding import Finding, Kind, findings, hide

__all__ = ["Finding", "Kind", "findings", "hide"]
