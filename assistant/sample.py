"""The index of the invented sample, apart from all real reports."""

import shutil
from pathlib import Path

from assistant.settings import Settings
from index import IndexCorrupted, IndexFormatError, build_index
from sample import FOLDER

__all__ = ["ensure_sample_index"]


def ensure_sample_index(settings: Settings) -> Path:
    """The folder of the sample's index, built or brought up to date if need be.

    The folder is a cache: what is there and cannot be used is replaced.
    """
    folder = settings.sample_index
    try:
        build_index([FOLDER], folder)
    except (IndexFormatError, IndexCorrupted):
        shutil.rmtree(folder)
        build_index([FOLDER], folder)
    return folder
