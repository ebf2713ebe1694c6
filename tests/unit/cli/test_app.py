"""What the command line says where a command is cut short."""

from __future__ import annotations

import pytest

from planparse.cli import main
from planparse.errors import ExitCode
from planparse.model.plan import PlanDocument


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "interrupted\n"),
        (
            PermissionError(13, "Permission denied", "kế hoạch.pdf"),
            ExitCode.INPUT,
            "error: kế hoạch.pdf: Permission denied\nhint: check the path and its permissions\n",
        ),
        (
            RuntimeError("two\nlines"),
            ExitCode.INTERNAL,
            "error: RuntimeError: two lines\nhint: run again with --debug and report what it prints\n",
        ),
    ],
)
def test_a_command_that_is_cut_short(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: ExitCode,
    said: str,
) -> None:
    def cut_short(**_options: object) -> None:
        raise error

    monkeypatch.setattr(PlanDocument, "model_json_schema", cut_short)
    monkeypatch.setattr("sys.argv", ["planparse", "schema"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == code
    assert capsys.readouterr().err == said
