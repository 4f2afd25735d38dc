"""Run benchmarks by name, or all: `nox -s bench`, `nox -s bench -- calls`.

Figures are ratios of two things measured in turn in one run, since machines differ and drift. A
benchmark is a module beside this one with `measure() -> Iterable[str]`, the lines to print.
"""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    known = sorted(path.stem for path in HERE.glob("*.py") if path != Path(__file__))
    if unknown := set(names) - set(known):
        sys.stderr.write(f"no benchmark {', '.join(sorted(unknown))}; there are {known}\n")
        return 2
    for name in names or known:
        sys.stdout.write(f"\n{name}\n")
        for line in importlib.import_module(name).measure():
            sys.stdout.write(f"  {line}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
