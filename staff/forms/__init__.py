"""The forms of the back office, one module for each part of the work. Values are codes, labels are words."""
