"""A secret key made once and kept in a file only its owner can read."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_in(path: Path) -> str:
    """Return the key in this file, made now where there is none; two starts at once agree."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        fresh.write_text(get_random_secret_key(), encoding="utf-8")
        fresh.chmod(0o600)
        try:
            # link, not rename: the first process to get here decides, the other reads.
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="utf-8")
