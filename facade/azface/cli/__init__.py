"""The `azface` command (extra: cli)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec

_NEEDED = ("rich", "typer")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: What follows `azface` on the command line; None reads `sys.argv`.

    Returns:
        The exit code; what the codes mean stands at the end of `azface --help`.
    """
    try:
        missing = [name for name in _NEEDED if find_spec(name) is None]
        if not missing:
            from azface.cli.app import run

            return run(arguments)
    except KeyboardInterrupt:  # while all that is being loaded
        return 130
    # Where stderr is closed, Python has None.
    if sys.stderr is not None:
        sys.stderr.write(
            f"error: the azface command needs {' and '.join(missing)}: pip install 'azface[cli]'\n"
        )
    return 2
