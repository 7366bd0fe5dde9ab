#!/usr/bin/env python3
"""Django's command line for the portal. Without DJANGO_SETTINGS_MODULE it works on development."""

import os
import sys

from portal.python_version import require_supported


def main():
    require_supported()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    # Imported late: an unsupported Python gets its message before Django fails in its own words.
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
