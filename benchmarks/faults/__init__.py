"""What becomes of questions where the model's server breaks or lies: `python -m benchmarks.faults`."""
