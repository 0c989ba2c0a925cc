"""Annotated articles through this project and through other tools, with the same model and server, in one table.

    python -m benchmarks.quality run -o benchmarks/results/quality.jsonl
    python -m benchmarks.quality table benchmarks/results/quality.jsonl --page docs/evaluation.md

__main__.py    the command
runner.py      one server, every article, every system, one after another; on with what is missing
systems.py     the systems by name; each is one function in by_<name>.py: article and server -> digest
one_schema.py  what the systems without a digest of their own are asked for, and how it becomes a digest
worker.py      one article in a process of its own, so that a time limit can end it
meter.py       a loopback proxy before the server that counts every system's tokens the same way
results.py     the results file: one line a system and article, digests included, so that scoring needs no new run
tables.py      results + annotations -> the table, and the copy of it in docs/evaluation.md
"""
