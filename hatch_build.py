"""The build hook: compiles the message catalogues (.po) into what gettext reads (.mo).

Babel does it, so no gettext program is needed. Run as a program it compiles those of the
working tree, for a catalogue that was edited after the package was installed.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Every catalogue under `root`/src, compiled beside its source; returns the compiled files."""
    compiled = []
    for source in sorted(root.glob("src/concord/**/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
        content = BytesIO()
        write_mo(content, catalogue)
        target = source.with_suffix(".mo")
        target.write_bytes(content.getvalue())
        compiled.append(target)
    return compiled


class CustomBuildHook(BuildHookInterface[Any]):
    """Hatchling's entry point; runs for a wheel and for an editable installation alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  the interface's names
        """Compile before the files are collected."""
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
