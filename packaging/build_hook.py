"""Puts resources/ into the wheel as csatdesk/resources, with the translations compiled.

An editable install needs none of this: a checkout finds its resources beside src.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface[BuilderConfig]):
    """Runs before and after a wheel is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name each file of resources/ and its place in the wheel; .po files go in as compiled .mo."""
        if version == "editable":
            return
        resources = Path(self.root, "resources")
        self.compiled = TemporaryDirectory(prefix="csatdesk-catalogues-")
        for source in sorted(path for path in resources.rglob("*") if path.is_file()):
            place = Path("csatdesk/resources", source.relative_to(resources))
            if source.suffix == ".po":
                build_data["force_include"][str(self._compile(source))] = place.with_suffix(".mo").as_posix()
            elif source.suffix not in {".mo", ".pot"}:
                build_data["force_include"][str(source)] = place.as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002  (hatchling's signature)
        """Remove the compiled catalogues: the wheel holds them now."""
        if version != "editable":
            self.compiled.cleanup()

    def _compile(self, source: Path) -> Path:
        target = Path(self.compiled.name, f"{source.parent.parent.name}.mo")
        with source.open("rb") as text, target.open("wb") as binary:
            write_mo(binary, read_po(text))
        return target
