"""Which Pythons the portal runs on. Knows nothing but the interpreter, so that any Python can ask.

Run as a script (`python portal/python_version.py`) it ends with 1 and a message where the
interpreter is not supported; the Makefile asks this before it builds an environment.
"""

import sys

SUPPORTED = ((3, 11), (3, 12), (3, 13))


def refusal(version):
    """Return why this `(major, minor, ...)` version cannot run the portal, or None where it can."""
    if tuple(version[:2]) in SUPPORTED:
        return None
    names = ", ".join(f"{major}.{minor}" for major, minor in SUPPORTED)
    found = ".".join(str(part) for part in version[:3])
    return (
        f"Python {found} is not supported. Supported are: {names}. "
        "Choose one, for example with `make PYTHON=python3.11`.\n"
        f"本门户支持 Python {names.replace(', ', '、')}，当前为 {found}。"
    )


def require_supported():
    """End the process with a clear message on a Python that is not supported."""
    message = refusal(sys.version_info)
    if message:
        sys.exit(message)


if __name__ == "__main__":
    require_supported()
