"""Many articles: how fast, at what cost of CPU and memory, and what becomes of them when something goes wrong.

`server` beside this package answers; the articles are copies of those whose replies it has (`articles`). Each run is a
process of its own (`worker`), so that its CPU time and memory are its own. Every experiment (`experiments`) compares
runs of one and the same hour, and so its ratios hold on a machine that others use too.
"""
