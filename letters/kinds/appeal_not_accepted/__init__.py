"""That an appeal is not heard again, why, and who can still help."""
