"""The example in the documentation is what the command really says."""

import re
from pathlib import Path

from matching.__main__ import main

METHOD = Path(__file__).parents[2] / "docs" / "method.md"


def test_the_documented_instance_gives_the_documented_result(tmp_path, capsys):
    instance, result = re.findall(r"```json\n(.*?)```", METHOD.read_text(), re.DOTALL)
    path = tmp_path / "instance.json"
    path.write_text(instance)

    assert main([str(path)]) == 0
    assert capsys.readouterr().out == result
