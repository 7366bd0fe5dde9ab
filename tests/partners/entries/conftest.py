"""People of every role at their browsers."""

from tests.partners.workspace.conftest import at_desk, cast

__all__ = ["at_desk", "cast"]
