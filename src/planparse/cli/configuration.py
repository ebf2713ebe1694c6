"""Settings for a command: flags > environment > ``planparse.toml`` > defaults."""

from __future__ import annotations

import os
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from planparse.errors import UsageError
from planparse.settings import Engine, ImageSteps, Limits, OcrMode, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CONFIGURATION_FILE = Path("planparse.toml")
_LAST_PAGE = 1_000_000  # a mistyped range must not fill memory with numbers
_CHOICES: dict[str, tuple[str, ...]] = {"ocr": get_args(OcrMode), "engine": get_args(Engine)}


def build_settings(
    flags: Mapping[str, Any],
    *,
    skipped_steps: Iterable[str] = (),
    environment: Mapping[str, str] = os.environ,
    file: Path = CONFIGURATION_FILE,
) -> Settings:
    """Lay the four sources over each other.

    Args:
        flags: what the user typed, by field name of :class:`Settings` or :class:`Limits`; None: not typed.
        skipped_steps: names of :class:`ImageSteps` to switch off.
        environment: ``PLANPARSE_OCR``, ``PLANPARSE_JOBS``, … one variable a field.
        file: a TOML file with the same names; passed over where it does not exist.

    Raises:
        UsageError: an unknown name, or a value of the wrong kind, with where it came from.
    """
    layers = [
        _from_file(file),
        _from_environment(environment),
        {k: v for k, v in flags.items() if v is not None},
    ]
    merged: dict[str, Any] = {}
    for layer in layers:
        merged.update(layer)
    # `pages` is a setting (which) and a limit (how many): a flat name means the setting.
    limit_names = {field.name for field in fields(Limits)} - {field.name for field in fields(Settings)}
    steps = {**merged.pop("image_steps", {}), **dict.fromkeys(skipped_steps, False)}
    limits = {name: merged.pop(name) for name in list(merged) if name in limit_names}
    limits = {**merged.pop("limits", {}), **limits}
    return Settings(
        **merged,
        limits=_replaced(Limits(), limits, "limits"),
        image_steps=_replaced(ImageSteps(), steps, "image_steps"),
    )


def parse_page_numbers(text: str) -> tuple[int, ...]:
    """Page numbers from ``1-3,7``, in order, once each.

    Raises:
        UsageError: anything else.

    Example:
        >>> parse_page_numbers("1-3,7")
        (1, 2, 3, 7)
    """
    numbers: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise UsageError(f"--pages {text!r} is no list of pages", "write it like --pages 1-3,7")
        low, high = int(first), int(last or first)
        if not 1 <= low <= high <= _LAST_PAGE:
            raise UsageError(
                f"--pages {part.strip()!r} is no range of pages", "pages count from 1, low to high"
            )
        numbers.update(range(low, high + 1))
    return tuple(sorted(numbers))


def _replaced(default: Any, changes: Mapping[str, Any], where: str) -> Any:
    known = {field.name for field in fields(default)}
    unknown = sorted(set(changes) - known)
    if unknown:
        raise UsageError(f"{where} has no {unknown[0]!r}", f"it has: {', '.join(sorted(known))}")
    kinds = {name: type(getattr(default, name)) for name in changes}
    return replace(default, **{name: _of_kind(name, changes[name], kinds[name], where) for name in changes})


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not TOML: {error}", "mend that line, or move the file away") from error
    folder = path.resolve().parent
    return {name: _checked(name, value, str(path), folder) for name, value in content.items()}


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in _kinds():
        variable = f"PLANPARSE_{name.upper()}"
        if environment.get(variable):
            found[name] = _from_text(name, environment[variable], variable)
    return found


def _kinds() -> dict[str, type]:
    """What kind of value each plain setting takes."""
    return {
        "ocr": str,
        "engine": str,
        "dpi": int,
        "jobs": int,
        "restore": bool,
        "dictionaries": tuple,
        "page_seconds": float,
        "page_pixels": int,
        "worker_bytes": int,
    }


def _from_text(name: str, text: str, where: str) -> Any:
    kind = _kinds()[name]
    if kind is bool:
        return text.strip().lower() not in {"0", "false", "no", "off"}
    if kind is tuple:
        return tuple(Path(part) for part in text.split(os.pathsep) if part)
    try:
        return _checked(name, kind(text), where, Path.cwd())
    except ValueError as error:
        raise UsageError(
            f"{where}={text!r} is no {kind.__name__}", f"give {name} as {kind.__name__}"
        ) from error


def _checked(name: str, value: Any, where: str, folder: Path) -> Any:
    if name in {"limits", "image_steps"} and isinstance(value, dict):
        return value
    kind = _kinds().get(name)
    if kind is None:
        raise UsageError(f"{where} sets {name!r}, which is no setting", f"settings: {', '.join(_kinds())}")
    if kind is tuple:
        return tuple(folder / part for part in value)
    value = _of_kind(name, value, kind, where)
    choices = _CHOICES.get(name)
    if choices and value not in choices:
        raise UsageError(f"{where} sets {name} to {value!r}", f"choose one of {', '.join(choices)}")
    return value


def _of_kind(name: str, value: Any, kind: type, where: str) -> Any:
    """The value, a number above 0; a whole number will do for a float."""
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:
        raise UsageError(f"{where} sets {name} to {value!r}", f"give {name} as {kind.__name__}")
    if isinstance(value, int | float) and kind is not bool and value <= 0:
        raise UsageError(f"{where} sets {name} to {value!r}", "give a number above 0")
    return value
