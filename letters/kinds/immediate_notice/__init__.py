"""A contact that was stopped at once, because somebody could have been harmed."""
