"""Make `generated/` from the OpenAPI documents, or say where it differs from them.

    nox -s generate            writes it
    nox -s check_generated     compares, and exits with 1 on any difference

Both sessions install `requirements.txt` and run this file. Importing it needs the standard library
only.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

OPENAPI = Path(__file__).resolve().parent
REQUIREMENTS = OPENAPI / "requirements.txt"
GENERATED = OPENAPI.parent / "generated"
PACKAGE = "azface_generated"


class GenerationError(Exception):
    """The generator could not make a complete tree; nothing was written."""


@dataclass(frozen=True, slots=True)
class TreeDifference:
    """How a tree on disk differs from the expected one; paths are relative, sorted, with `/`."""

    changed: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.extra)

    def report(self) -> str:
        """One line for each path that differs, and a closing line with the counts."""
        lines = [
            f"{kind}: {path}"
            for kind in ("changed", "missing", "extra")
            for path in getattr(self, kind)
        ]
        counts = (
            f"{len(self.changed)} changed, {len(self.missing)} missing, {len(self.extra)} extra"
        )
        return "\n".join([*lines, counts])


def documents() -> dict[str, Path]:
    """The OpenAPI documents by the package made from each: `v1_2` -> `face-v1.2.yaml`."""
    return {
        path.stem.removeprefix("face-").replace(".", "_").replace("-", "_"): path
        for path in sorted(OPENAPI.glob("face-v*.yaml"))
    }


def read_tree(root: Path) -> dict[str, bytes]:
    """Every file under a folder by its relative path, without Python's caches."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def compare(expected: Path, actual: Path) -> TreeDifference:
    """Compare two folders byte for byte, both ways."""
    want, have = read_tree(expected), read_tree(actual)
    return TreeDifference(
        changed=tuple(path for path in want if path in have and want[path] != have[path]),
        missing=tuple(path for path in want if path not in have),
        extra=tuple(path for path in have if path not in want),
    )


def check_pins(requirements: Path = REQUIREMENTS) -> None:
    """Raise GenerationError unless exactly the pinned tools are installed beside this Python."""
    for line in requirements.read_text(encoding="utf-8").splitlines():
        name, _, wanted = line.partition("==")
        if not wanted:
            continue
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found = "none"
        if found != wanted:
            raise GenerationError(f"{name}: {found} is installed, {wanted} is pinned")


def build(target: Path) -> None:
    """Generate every version into `target`, an empty folder that becomes `generated/`."""
    check_pins()
    package = target / PACKAGE
    package.mkdir()
    for name, document in documents().items():
        _run_generator(document, package / name)
    versions = "".join(
        f"\n    {name:<16} {document.stem.removeprefix('face-')}"
        for name, document in documents().items()
    )
    (package / "__init__.py").write_bytes(_PACKAGE_DOCSTRING.format(versions=versions).encode())
    (package / "py.typed").write_bytes(b"")
    for path in package.rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))


_PACKAGE_DOCSTRING = '''\
"""Low-level clients of the Azure AI Face REST API, one package for each API version.

Written by `nox -s generate` from the documents in `openapi/`; never edited.
{versions}
"""
'''


def _run_generator(document: Path, output: Path) -> None:
    # The post hooks call ruff by name: the pinned one must come first on the path, no RUFF_*
    # variable may steer it, and a fixed hash seed keeps any set in the generator in one order.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("RUFF_")}
    environment |= {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "openapi_python_client", "generate"]
    command += ["--path", str(document), "--config", str(OPENAPI / "generator.yaml")]
    command += ["--output-path", str(output), "--meta", "none", "--fail-on-warning"]
    done = subprocess.run(  # noqa: S603
        command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise GenerationError(f"{document.name}: the generator failed\n{done.stdout}{done.stderr}")


def generate() -> TreeDifference:
    """Build into an empty folder and, only on success, put it in the place of `generated/`.

    Returns:
        How the old tree differed from the new one.
    """
    with tempfile.TemporaryDirectory(prefix="azface-generated-") as folder:
        build(Path(folder))
        difference = compare(Path(folder), GENERATED)
        # Copied next to its place first: a full disk must not leave half a tree behind.
        staged = GENERATED.with_name(f".{GENERATED.name}.new")
        shutil.rmtree(staged, ignore_errors=True)
        # Not copytree's own folder mode: a temporary folder is closed to other users.
        staged.mkdir()
        shutil.copytree(Path(folder) / PACKAGE, staged / PACKAGE)
    shutil.rmtree(GENERATED, ignore_errors=True)
    staged.rename(GENERATED)
    return difference


def check() -> TreeDifference:
    """Build into an empty folder and compare it with the tree in the repository."""
    with tempfile.TemporaryDirectory(prefix="azface-generated-") as folder:
        build(Path(folder))
        return compare(Path(folder), GENERATED)


def main() -> int:
    """Run from the command line: exit status 1 on a difference (with --check) or a failure."""
    parser = argparse.ArgumentParser(description="Make the generated client, or check it.")
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    try:
        if not parser.parse_args().check:
            sys.stdout.write(f"{generate().report()}\n")
            return 0
        difference = check()
    except GenerationError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(difference.report() + "\n")
    if difference:
        sys.stdout.write("generated/ is not what the documents give: run `nox -s generate`\n")
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())
