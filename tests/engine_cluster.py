"""A cluster of two nodes, one of which is lost in the middle of the work: `python engine_cluster.py IN OUT`."""

import sys
import threading
import time
from pathlib import Path

import ray
from ray._private.state import actors
from ray.cluster_utils import Cluster

from summarizer.engine.__main__ import app


def lose(cluster, node, output):
    """Kill the node as soon as a worker is at work there and some of the results are written."""
    while not (ray.is_initialized() and any(output.glob("*.parquet")) and _works_on(node)):
        time.sleep(0.1)
    written = sum(1 for _ in output.glob("*.parquet"))
    cluster.remove_node(node, allow_graceful=False)
    print(f"lost a node of two after {written} files", flush=True)  # noqa: T201  # the test reads it


def _works_on(node):
    return any(
        actor["ActorClassName"].startswith("MapWorker")
        and actor["State"] == "ALIVE"
        and actor["Address"]["NodeID"] == node.node_id
        for actor in actors().values()
    )


def main(source, output):
    settings = {"num_cpus": 2, "object_store_memory": 100_000_000}
    cluster = Cluster(initialize_head=True, head_node_args={**settings, "include_dashboard": False})
    node = cluster.add_node(**settings)
    cluster.wait_for_nodes()
    threading.Thread(target=lose, args=(cluster, node, Path(output)), daemon=True).start()
    command = [source, output, "--cluster", cluster.address, "--workers", "2", "--jobs", "2", "--rows-per-file", "2"]
    status = app(command, standalone_mode=False)
    ray.shutdown()
    cluster.shutdown()
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
