"""What may not be loaded before it is used."""

import subprocess
import sys

# Every module of the program, down to the windows: what a start may import, and more.
EVERYTHING = """
import pkgutil, sys, csatdesk
for module in pkgutil.walk_packages(csatdesk.__path__, "csatdesk."):
    if not module.name.endswith("__main__"):
        __import__(module.name)
heavy = sorted({"numpy", "scipy", "sklearn", "pandas"} & set(sys.modules))
assert "csatdesk.gui.main_window" in sys.modules and "csatdesk.analysis.deadline_table" in sys.modules
sys.exit(f"loaded at start: {heavy}" if heavy else 0)
"""


def test_no_module_of_the_program_loads_numpy_when_it_is_imported() -> None:
    asked = subprocess.run([sys.executable, "-c", EVERYTHING], capture_output=True, text=True, check=False, timeout=60)
    assert asked.returncode == 0, asked.stderr
