"""What `import azface` costs beyond the libraries that it stands on."""

import subprocess
import sys
import time
from collections.abc import Iterable
from statistics import median

RUNS = 9


def seconds(code: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-P", "-c", code], check=True)
    return time.perf_counter() - begun


def measure() -> Iterable[str]:
    pairs = [
        (seconds("import azface"), seconds("import httpx, attrs, dateutil.parser"))
        for _ in range(RUNS)
    ]
    ours, theirs = (median(side) for side in zip(*pairs, strict=True))
    ratio = median(one / other for one, other in pairs)
    yield f"import azface {ours * 1000:.0f} ms, its libraries {theirs * 1000:.0f} ms"
    yield f"ratio {ratio:.2f} (median of {RUNS} pairs, whole processes)"
