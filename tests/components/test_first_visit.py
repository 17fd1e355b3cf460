"""While the server starts every page is run once, by nobody."""

import subprocess
import sys
from pathlib import Path

SHELL = """
import pathlib
import streamlit as st

HERE = pathlib.Path(__file__).parent

def said(what):
    with (HERE / "ran.txt").open("a") as ran:
        ran.write(what + "\\n")

def one():
    said("one")

def broken():
    said("broken")
    raise ValueError("a page that fails")

def two():
    said("two")

st.navigation([st.Page(one), st.Page(broken), st.Page(two)]).run()
"""
START = """
import asyncio, contextlib
import streamlit as st
from components.first_visit import visit

@contextlib.asynccontextmanager
async def warmed(app):
    await visit(["one", "broken", "two"])
    yield {}

app = st.App("shell.py", lifespan=warmed)

async def main():
    asked, answers = asyncio.Queue(), asyncio.Queue()
    await asked.put({"type": "lifespan.startup"})
    server = asyncio.create_task(app({"type": "lifespan"}, asked.get, answers.put))
    answer = await answers.get()
    print(answer["type"], open("ran.txt").read().split())
    await asked.put({"type": "lifespan.shutdown"})
    await server

asyncio.run(main())
"""


def test_every_page_runs_before_the_server_answers_and_a_broken_one_does_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "shell.py").write_text(SHELL)
    (tmp_path / "start.py").write_text(START)
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "start.py"], cwd=tmp_path, env={"PYTHONPATH": str(root), "HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "a page that fails" in done.stdout  # said on the server's console, as on any run
    assert done.stdout.splitlines()[-1] == "lifespan.startup.complete ['one', 'broken', 'two']"
