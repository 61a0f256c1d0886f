"""That the answer to an appeal takes longer, and why."""
