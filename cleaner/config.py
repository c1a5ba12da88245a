"""Settings of a folder: the command line's switches written down in `cleaner.toml` or `setup.cfg`.

The idea: a key is a switch's long name; what the command line says wins. `cleaner.toml` is read if
there, else the section `[cleaner]` of `setup.cfg`, both in the current folder only.

Invariant: an unknown key or a value of the wrong kind is an error that names the file and the key.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

# Long switch -> kind of its value.
KEYS: Mapping[str, type] = {
    "out": str,
    "root": str,
    "rules": list,
    "default-rules": bool,
    "disable": list,
    "stages": str,
    "script": str,
    "workers": int,
    "quiet": bool,
    "verbose": bool,
    "fail-on-warning": bool,
}
FILES = ("cleaner.toml", "setup.cfg")
# As configparser has them
_BOOLEANS = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}


class ConfigError(ValueError):
    """A settings file that cannot be used; the message names file and key."""


def read(folder: str = ".") -> dict[str, Any]:
    """The settings that hold in a folder, by switch name; {} without any. Raises ConfigError."""
    toml, cfg = (os.path.join(folder, name) for name in FILES)
    if os.path.isfile(toml):
        return {key: _typed(toml, key, value) for key, value in _toml(toml).items()}
    if os.path.isfile(cfg):
        return {key: _typed(cfg, key, _parsed(cfg, key, value)) for key, value in _cfg(cfg).items()}
    return {}


def _toml(path: str) -> Mapping[str, Any]:
    import tomllib

    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error


def _cfg(path: str) -> Mapping[str, str]:
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if "[cleaner]" not in text:  # most such files are of other programs
        return {}
    import configparser

    parser = configparser.RawConfigParser()
    try:
        parser.read_string(text, path)
    except configparser.Error as error:
        raise ConfigError(f"{path}: {error}") from error
    return dict(parser["cleaner"]) if parser.has_section("cleaner") else {}


def _parsed(path: str, key: str, value: str) -> Any:
    kind = KEYS.get(key, str)
    if kind is list:
        return [line.strip() for line in value.splitlines() if line.strip()]
    if kind is bool:
        return _BOOLEANS.get(value.lower(), value)
    if kind is int:
        try:
            return int(value)
        except ValueError as error:
            raise ConfigError(f"{path}: key {key!r}: must be a number, is {value!r}") from error
    return value


def _typed(path: str, key: str, value: Any) -> Any:
    if key not in KEYS:
        raise ConfigError(f"{path}: unknown key {key!r}; known are {', '.join(KEYS)}")
    kind = KEYS[key]
    items = value if isinstance(value, list) else []
    if type(value) is not kind or not all(isinstance(item, str) for item in items):
        raise ConfigError(f"{path}: key {key!r}: must be {kind.__name__}, is {value!r}")
    return value
