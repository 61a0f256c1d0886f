"""The rooms of residents, applicants and advocates: routes, forms and templates."""

from portal import appeals, arrangements, clients, evidence, letters, refusals, static_pages
from portal.blueprint import bp

__all__ = ["appeals", "arrangements", "bp", "clients", "evidence", "letters", "refusals", "static_pages"]
