"""Service standards: how a version of one lives."""

from enum import Enum


class VersionState(Enum):
    """A draft may be changed; what is published never is; what is retired is no longer used for anything new."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"
