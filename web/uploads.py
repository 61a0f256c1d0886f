"""Files that came with a form: each kept by an act of its own, so that one that fails takes no other with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash

from casework.actions.work import RefusedError
from web.forms import Form, Upload
from web.language import gettext as _


def keep_each(form: Form, keep: Callable[[Upload], Any]) -> bool:
    """Keep each of the form's ``files``; True where all are kept. Else the form says which could not be, and why.

    Sent again, what was kept before is not kept twice: the action knows a file by its bytes and its name.
    """
    sent: Sequence[Upload] = form["files"].data or ()
    for file in sent:
        try:
            keep(file)
        except OSError:  # the disk is full, or away
            form.add_error(
                "files", _("We could not keep {name}. Try again later, or post it to us.", name=file.filename)
            )
            return False
        except RefusedError as error:
            form.add_error("files", _refused(error, file))
            return False
        flash(_("We have your file {name}.", name=file.filename))
    return True


def _refused(error: RefusedError, file: Upload) -> str:
    if error.code == "too_many_files":
        return _("You can send up to {limit} files. Please post us the others.", limit=error.params["most"])
    if error.code in ("file_empty", "file_too_large", "file_type"):
        return _("We cannot open {name}.", name=file.filename)
    raise error
