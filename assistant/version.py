"""The version of this program."""

from importlib.metadata import PackageNotFoundError, version

__all__ = ["program_version"]


def program_version() -> str:
    """As installed; "unknown" in a checkout that is not installed."""
    try:
        return version("inspection-assistant")
    except PackageNotFoundError:
        return "unknown"
