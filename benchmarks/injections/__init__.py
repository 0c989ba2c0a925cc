"""Articles with orders to the model hidden in them: what becomes of these in the digests of each system.

    python -m benchmarks.injections run --systems summarizer -o FILE
    python -m benchmarks.injections table FILE

articles.py   six short articles
families.py   fourteen families of injected texts, each with its payload and canary
documents.py  articles and attacks -> 42 documents, in the order in which they are run
judge.py      a digest and an attack -> the fields that it has shaped
tables.py     the results file -> a table of systems and one of families
__main__.py   the command; systems, server, results file and runner are those of `benchmarks.quality`
"""
