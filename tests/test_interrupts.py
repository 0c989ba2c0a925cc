"""Ctrl-C ends the command at once, whatever it is at: reading, or work of its own."""

import os
import signal
import subprocess
import sys
import time

import pytest
from conftest import ROOT
from scripted import TEXT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OPENAI_API_KEY": "none", "OPENAI_BASE_URL": "http://127.0.0.1:9"}


def heed_interrupts():
    """Whoever runs the tests in the background has them ignore Ctrl-C, and what they start does too."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def interrupted(command, folder, is_ready, **settings):
    """The status and messages of a command that gets Ctrl-C when it is ready, and the seconds until it has ended."""
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env={**ENVIRONMENT, "SUMMARIZER_CACHE": str(folder / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
        **settings,
    )
    until = time.monotonic() + 60
    while not is_ready(process) and time.monotonic() < until:
        time.sleep(0.01)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    asked = time.monotonic()
    try:
        _, err = process.communicate(timeout=20)
    finally:
        process.kill()
    return process.returncode, err, time.monotonic() - asked


@pytest.mark.parametrize("others", [[], ["b.txt"]], ids=["one article", "several"])
def test_while_it_waits_for_what_it_reads(tmp_path, others):
    """A pipe that somebody has opened, and into which nothing comes."""
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(TEXT)
    opened = []

    def is_opened(_):
        try:
            opened.append(os.open(tmp_path / "a.txt", os.O_WRONLY | os.O_NONBLOCK))
        except OSError:
            return False
        return True

    command = ["-m", "summarizer", "a.txt", *others, "-m", "openai/scripted"]
    try:
        status, err, seconds = interrupted(command, tmp_path, is_opened)
    finally:
        for descriptor in opened:
            os.close(descriptor)
    assert (status, err) == (130, "")
    assert seconds < 5  # a second, where the machine has nothing else to do


def test_while_it_waits_for_standard_input(tmp_path):
    started = time.monotonic()
    status, err, seconds = interrupted(
        ["-m", "summarizer", "-", "-m", "openai/scripted"],
        tmp_path,
        lambda _: time.monotonic() > started + 4,
        stdin=subprocess.PIPE,
    )
    assert (status, err) == (130, "")
    assert seconds < 5


@pytest.mark.parametrize("way", ["in_thread", "in_daemon"])
def test_while_it_works(tmp_path, way):
    code = f"""
import asyncio, pathlib
from summarizer.thread import {way}

def work():
    pathlib.Path("begun").touch()
    while True:
        pass

try:
    asyncio.run({way}(work))
except KeyboardInterrupt:
    raise SystemExit(130)
"""

    def is_at_work(_):
        """A second after the work began: a signal that comes just before the event loop waits may wake nobody."""
        begun = tmp_path / "begun"
        return begun.exists() and time.time() > begun.stat().st_mtime + 1

    status, err, seconds = interrupted(["-c", code], tmp_path, is_at_work)
    assert (status, err) == (130, "")
    assert seconds < 5
