"""What the components need to know of a form: which one draws a field, what its mistakes are, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import wtforms
from markupsafe import Markup


@dataclass(frozen=True)
class Control:
    """One field, ready to be drawn."""

    component: str
    id: str
    name: str
    label: str
    hint: str
    error: str
    value: Any
    attributes: dict[str, Any]


def control(field: wtforms.Field, hint: str | None = None) -> Control:
    """The field as its component takes it; `hint` replaces the hint of the form."""
    return Control(
        component=getattr(field, "component", "input"),
        id=field.id,
        name=field.name,
        label=str(field.label.text),
        hint=str(field.description or "") if hint is None else hint,
        error=str(field.errors[0]) if field.errors else "",
        value=field._value() if hasattr(field, "_value") else field.data,
        attributes={**getattr(field, "attributes", {}), **(field.render_kw or {})},
    )


def items(field: Any, conditional: Mapping[str, Markup] | None = None) -> list[dict[str, Any]]:
    """The choices of a field as radios, checkboxes and lists take them."""
    found: list[dict[str, Any]] = []
    for choice in field.choices:
        if choice.divider:
            found.append({"divider": str(choice.divider)})
        found.append(
            {
                "value": choice.code,
                "text": str(choice.label),
                "hint": str(choice.hint),
                "checked": field.chosen(choice.code),
                "conditional": (conditional or {}).get(choice.code, ""),
            }
        )
    return found


def date_boxes(field: Any, labels: list[str]) -> list[dict[str, Any]]:
    """The three boxes of a date, with their labels; where no single box is wrong, all are marked."""
    marked = field.wrong or tuple(field.typed)
    return [
        {
            "id": f"{field.id}-{part}",
            "name": f"{field.name}-{part}",
            "label": label,
            "value": field.typed[part],
            "width": 4 if part == "year" else 2,
            "wrong": bool(field.errors) and part in marked,
            "autocomplete": f"bday-{part}" if field.born else None,
        }
        for part, label in zip(field.typed, labels, strict=True)
    ]


def described(control_id: str, hint: object, error: object, others: str = "") -> str:
    """The ids of what describes a control, for `aria-describedby`; empty where nothing does."""
    ids = [others, f"{control_id}-hint" if hint else "", f"{control_id}-error" if error else ""]
    return " ".join(id_ for id_ in ids if id_)


def mistakes(form: Any) -> list[dict[str, str]]:
    """Every mistake of a form for the error summary, in the order of its fields; `href` is empty for the whole form."""
    if form is None:
        return []
    return [{"text": str(text), "href": ""} for text in form.form_errors] + list(_of_fields(form))


def _of_fields(form: Any) -> Iterator[dict[str, str]]:
    for field in form:
        if isinstance(field, wtforms.FormField):
            yield from _of_fields(field.form)
        elif isinstance(field, wtforms.FieldList):
            yield from _of_fields(field)
        elif field.errors and field.type != "CSRFTokenField":
            yield {"text": str(field.errors[0]), "href": f"#{getattr(field, 'anchor', field.id)}"}


def sends_files(form: Any) -> bool:
    return any(getattr(field, "component", "") == "file_upload" for field in form)
