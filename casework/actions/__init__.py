"""What people do. Whoever imports any of it has the work list kept in step with it."""

from casework.actions import keeping

__all__ = ["keeping"]
