"""OpenCC's own test cases that end in simplified Chinese, each in its own configuration.

pip download --no-deps --no-binary :all: opencc==1.4.2        # Apache-2.0; the source package holds them
python benchmarks/repair/opencc_cases.py FOLDER/test/testcases/testcases.json
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from cleaner.hanzi import CONFIGS, simplify


def main(path: Path) -> None:
    """Print what differs, and how many pass."""
    plain = re.sub(r"(?m)^\s*//.*$", "", path.read_text(encoding="utf-8"))
    cases = json.loads(re.sub(r",(\s*[}\]])", r"\1", plain))["cases"]
    tried: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for case in cases:
        for config in CONFIGS:
            if config in case["expected"]:
                got = simplify(case["input"], config)
                tried[config] += 1
                passed[config] += got == case["expected"][config]
                if got != case["expected"][config]:
                    print(f"{config}: {case['input']} -> {got}, expected {case['expected'][config]}")
    print(", ".join(f"{config} {passed[config]} of {tried[config]}" for config in CONFIGS))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
