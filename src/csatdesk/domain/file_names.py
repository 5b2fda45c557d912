"""Words that a person wrote, as the name of a file."""

import re

NAME_MOST = 80  # of letters that take up to three bytes each, so that every file system takes it
_NEVER_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def file_name(words: str) -> str:
    """Words that a person wrote, as the name of a file on any machine."""
    return _NEVER_IN_NAMES.sub("-", words).strip(" .")[:NAME_MOST]
