"""The one blueprint of the back office: every address below /staff, and who may come in."""

from __future__ import annotations

from flask import Blueprint

from web.access import staff_only

bp = Blueprint("staff", __name__, url_prefix="/staff")

# Who works on cases holds a role of the landlord's policy. An auditor reads everything and changes nothing.
READ_ONLY = ("auditor",)
may_read = staff_only(also=READ_ONLY)
may_act = staff_only()
