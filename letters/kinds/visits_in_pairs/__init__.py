"""Two people visit from now on: a decision that changes nothing else."""
