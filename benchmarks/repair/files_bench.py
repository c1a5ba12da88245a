"""Real files in all languages and encodings: the corpora that chardet, charset-normalizer and uchardet test with.

    pip download --no-deps --no-binary :all: chardet==5.2.0 cchardet==2.1.7 charset-normalizer==3.4.3
    python benchmarks/repair/files_bench.py FOLDER_WITH_ALL_OF_THEM_UNPACKED [--peers] [--write]

The files belong to their publishers, and none is stored here. Each names its encoding by its folder (chardet) or its
own name (uchardet); charset-normalizer's tests say the rest. Scored on the decoded text, never on a label, the
encodings as their supersets (latin-1 is windows-1252). A file that its own encoding does not read strictly counts
for nobody. What Python cannot decode, iconv does.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]
from decode_bench import PAGE, PEERS, ours  # noqa: E402
from table import markdown, put  # noqa: E402

SUPERSETS = {
    "iso-8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "euc-kr": "cp949",
    "uhc": "cp949", "shift_jis": "cp932", "tis-620": "cp874", "iso-8859-11": "cp874", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "maccyrillic": "mac_cyrillic", "macroman": "mac_roman", "maccentraleurope": "mac_latin2",
    "mac-cyrillic": "mac_cyrillic", "mac-centraleurope": "mac_latin2", "utf-8": "utf-8-sig",
    "utf-16.be": "utf-16", "utf-16.le": "utf-16", "utf-32.be": "utf-32", "utf-32.le": "utf-32",
}  # fmt: skip
ICONV = ("euc-tw", "viscii", "georgian-academy", "georgian-ps")
NORMALIZER = {
    "arabic-1": "cp1256", "french-1": "cp1252", "chinese": "big5hkscs", "greek": "cp1253", "greek-2": "cp1253",
    "hebrew-2": "cp1255", "hebrew-3": "cp1255", "korean": "cp949", "turkish": "cp1254", "russian": "mac_cyrillic",
}  # fmt: skip
CHINESE = ("big5", "gb2312", "gb18030", "euc-tw", "utf-8", "utf-16", "utf-32", "hz", "iso-2022-cn")


def files(root: Path) -> Iterator[tuple[Path, str]]:
    """Every test file under `root` and the name of its encoding; files of equal content once."""
    seen = set()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        found = _named(path)
        if found and (data := path.read_bytes()) not in seen:
            seen.add(data)
            yield path, found


def _named(path: Path) -> str | None:
    if path.parent.parent.name == "tests" and "chardet" in path.parent.parent.parent.name:
        return re.sub("(?<=[0-9])-[a-z]{4,}$", "", path.parent.name.lower())
    if path.parent.parent.name in ("testdata", "test") and path.suffix in (".txt", ".le", ".be", ".smi"):
        return (path.name if path.suffix in (".le", ".be") else path.stem).lower()
    if path.parent.name == "data" and (sample := re.fullmatch("sample-([a-z0-9-]+)(?:.bom)?.txt", path.name)):
        return NORMALIZER.get(sample[1], "utf-8")
    return None


def truth(data: bytes, name: str) -> str | None:
    """The text of a file, or None where its encoding does not read it."""
    if name in ICONV:
        done = subprocess.run(["iconv", "-f", name, "-t", "utf-8"], check=False, input=data, capture_output=True)
        return done.stdout.decode() if not done.returncode else None
    try:
        return data.decode(SUPERSETS.get(name, name))
    except (UnicodeDecodeError, LookupError):
        return None


def _plain(text: str) -> str:
    return text.lstrip("\ufeff")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    options = parser.parse_args()
    readers: tuple[Callable[[bytes], str], ...] = (ours, *PEERS) if options.peers else (ours,)
    right = {group: [0] * (len(readers) + 1) for group in ("all files", "Chinese, UTF-8, UTF-16, UTF-32")}
    for path, name in files(options.folder):
        data = path.read_bytes()
        text = truth(data, name)
        if text is None:
            print("not", name, path.relative_to(options.folder))
            continue
        hits = [_plain(_read(reader, data)) == _plain(text) for reader in readers]
        for group in list(right)[: 2 if name.startswith(CHINESE) else 1]:
            right[group] = [a + b for a, b in zip(right[group], (1, *hits), strict=True)]
        if not hits[0]:
            print("missed", name, path.relative_to(options.folder), hits[1:])
    heads = ["files read right", "files", *(reader.__name__.removeprefix("by_") for reader in readers)]
    table = markdown(heads, [[group, *map(str, counts)] for group, counts in right.items()])
    print(table)
    if options.write:
        put("files", table, PAGE)


def _read(reader: Callable[[bytes], str], data: bytes) -> str:
    try:
        return reader(data)
    except (LookupError, ValueError):  # a peer may name what no codec reads
        return ""


if __name__ == "__main__":
    main()
