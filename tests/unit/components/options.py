"""Reads the options of an upstream example and calls our macro with the same.

Upstream's macros take far more options than ours. An example that uses one of the others is an `UnsupportedError`; the
test counts those and keeps the count from growing unseen.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup


class UnsupportedError(Exception):
    """The example needs an option that our macro does not have; the text names it."""


class Options:
    """The options of an example, taken one by one, so that none can be overlooked."""

    def __init__(self, given: dict[str, Any] | None, place: str = "") -> None:
        self.left = dict(given or {})
        self.given = given is not None
        self.place = place
        self.parts: list[Options] = []

    def take(self, name: str, default: Any = "") -> Any:
        value = self.left.pop(name, None)
        return default if value is None else value

    def words(self, name: str = "") -> Any:
        """A text; as markup where the example gives HTML."""
        html, plain = (f"{name}Html", f"{name}Text") if name else ("html", "text")
        value, markup = self.take(plain), self.take(html)
        return Markup(markup) if markup else value  # noqa: S704  upstream's own examples

    def part(self, name: str) -> Options:
        part = Options(self.left.pop(name, None), f"{self.place}{name}.")
        self.parts.append(part)
        return part

    def each(self, name: str) -> list[Options]:
        listed = self.left.pop(name, None) or []
        if not all(listed):
            raise UnsupportedError(f"{self.place}{name} with an empty item")
        given = [Options(item, f"{self.place}{name}.") for item in listed]
        self.parts += given
        return given

    def end(self) -> None:
        """UnsupportedError if anything is left that would change the HTML."""
        for part in self.parts:
            part.end()
        for name, value in self.left.items():
            if value not in (None, "", False, {}, []):
                raise UnsupportedError(f"{self.place}{name}")


def label(o: Options) -> dict[str, Any]:
    part = o.part("label")
    return {
        "label": part.words(),
        "label_classes": part.take("classes"),
        "heading": part.take("isPageHeading", False),
    }


def legend(o: Options) -> dict[str, Any]:
    fieldset = o.part("fieldset")
    part = fieldset.part("legend")
    return {
        "legend": part.words(),
        "legend_classes": part.take("classes"),
        "heading": part.take("isPageHeading", False),
        "described_by": fieldset.take("describedBy"),
    }


def around(o: Options) -> dict[str, Any]:
    """What every control has."""
    return {
        "hint": o.part("hint").words(),
        "error": o.part("errorMessage").words(),
        "classes": o.take("classes"),
    }


def control(o: Options) -> dict[str, Any]:
    return {
        **label(o),
        **around(o),
        "name": o.take("name"),
        "id": o.take("id", None),
        "described_by": o.take("describedBy"),
        "disabled": o.take("disabled", False),
    }


def named(o: Options, *names: str) -> dict[str, Any]:
    """Attributes that upstream has an option of its own for."""
    attributes = {name.lower(): o.take(name, None) for name in names}
    if "spellcheck" in attributes and attributes["spellcheck"] is not None:
        attributes["spellcheck"] = str(attributes["spellcheck"]).lower()
    return {"attributes": {**attributes, **o.take("attributes", {})}}


def items(o: Options) -> list[dict[str, Any]]:
    for item in o.left.get("items", []):
        value = item.get("value") if item else None
        if item and (item.get("checked", item.get("selected")) is False or not isinstance(value, str | None)):
            raise UnsupportedError("items.checked or items.value that is false")
    return [
        {
            "value": item.take("value", None),
            "text": item.words(),
            "id": item.take("id"),
            "name": item.take("name"),
            "hint": item.part("hint").words(),
            "checked": item.take("checked", False) or item.take("selected", False),
            "disabled": item.take("disabled", False),
            "divider": item.take("divider"),
            "conditional": item.part("conditional").words(),
        }
        for item in o.each("items")
    ]


def input_(ui: SimpleNamespace, o: Options) -> Any:
    value, kind = o.take("value"), o.take("type", "text")
    ends = {"prefix": o.part("prefix").words(), "suffix": o.part("suffix").words()}
    more = named(o, "autocomplete", "inputmode", "pattern", "spellcheck", "autocapitalize")
    return ui.input(**control(o), value=value, type=kind, **ends, **more)


def textarea(ui: SimpleNamespace, o: Options) -> Any:
    return ui.textarea(
        **control(o), value=o.take("value"), rows=o.take("rows", 5), **named(o, "autocomplete", "spellcheck")
    )


def file_upload(ui: SimpleNamespace, o: Options) -> Any:
    return ui.file_upload(**control(o), multiple=o.take("multiple", False), **named(o, "accept"))


def select(ui: SimpleNamespace, o: Options) -> Any:
    choices, value = items(o), o.take("value", None)
    if value is not None and any(choice["value"] is None for choice in choices):
        raise UnsupportedError("items without a value")
    return ui.select(**control(o), items=choices, value=value, **named(o))


def radios(ui: SimpleNamespace, o: Options) -> Any:
    name = o.take("name")
    return ui.radios(name, items(o), id=o.take("idPrefix", None), value=o.take("value", None), **legend(o), **around(o))


def checkboxes(ui: SimpleNamespace, o: Options) -> Any:
    name, described_by = o.take("name"), o.take("describedBy")
    words = legend(o)
    words["described_by"] = words["described_by"] or described_by
    return ui.checkboxes(name, items(o), id=o.take("idPrefix", None), values=o.take("values", []), **words, **around(o))


def date_input(ui: SimpleNamespace, o: Options) -> Any:
    given = {**legend(o), **around(o)}
    if given.pop("described_by"):
        raise UnsupportedError("fieldset.describedBy")
    if any("error" in item for item in o.left.get("items") or []):
        raise UnsupportedError("items.error")
    whole, prefix, parts = o.take("id"), o.take("namePrefix"), []
    values = o.take("values", {})
    if (prefix and values) or any("error" in (o.left.get(part) or {}) for part in ("day", "month", "year")):
        raise UnsupportedError("namePrefix with values, or a date whose single parts say that they are wrong")
    boxes = o.each("items") or [
        Options({"name": part, "value": values.get(part), **(o.left.pop(part, None) or {})}, f"{part}.")
        for part in ("day", "month", "year")
        if o.left.get(part) is not False
    ]
    o.parts += boxes
    marked = [" govuk-input--error" in f" {box.left.get('classes', '')}" for box in boxes]
    for box, wrong in zip(boxes, marked, strict=True):
        name, classes = box.take("name"), box.take("classes").replace("govuk-input--error", "").split()
        parts.append(
            {
                "id": box.take("id") or f"{whole}-{name}",
                "name": f"{prefix}-{name}" if prefix else name,
                "label": box.take("label") or name.capitalize(),
                "value": box.take("value"),
                "width": 4 if name == "year" else 2,
                "wrong": wrong or (bool(given["error"]) and not any(marked)),
                "autocomplete": box.take("autocomplete", None),
            }
        )
        if set(classes) - {"govuk-input--width-2", "govuk-input--width-4"}:
            raise UnsupportedError("items.classes")
    return ui.date_input(whole, parts, **given)


def button(ui: SimpleNamespace, o: Options) -> Any:
    if o.take("element") == "input":
        raise UnsupportedError("element")
    given = {name: o.take(name, None) for name in ("href", "name", "value")}
    return ui.button(
        o.words(),
        **given,
        classes=o.take("classes"),
        type=o.take("type", "submit"),
        attributes=o.take("attributes", {}),
    )


def tag(ui: SimpleNamespace, o: Options) -> Any:
    return ui.tag(o.words(), classes=o.take("classes"))


def inset_text(ui: SimpleNamespace, o: Options) -> Any:
    return ui.inset_text(o.words(), o.take("classes"), o.take("id", None))


def warning_text(ui: SimpleNamespace, o: Options) -> Any:
    return ui.warning_text(o.words(), o.take("classes"), o.take("iconFallbackText", None))


def details(ui: SimpleNamespace, o: Options) -> Any:
    return ui.details(o.words("summary"), o.words(), o.take("open", False), o.take("classes"), o.take("id", None))


def notification_banner(ui: SimpleNamespace, o: Options) -> Any:
    success = o.take("type") == "success"
    if o.left.get("html"):
        raise UnsupportedError("html")
    return ui.notification_banner(
        o.words(),
        o.words("title") or ("Success" if success else "Important"),
        success,
        o.take("titleId", "govuk-notification-banner-title"),
        o.take("role", None),
        o.take("classes"),
        o.take("titleHeadingLevel", 2),
    )


def panel(ui: SimpleNamespace, o: Options) -> Any:
    if "interruption" in o.left.get("classes", ""):
        raise UnsupportedError("interruption")
    return ui.panel(o.words("title"), o.words(), o.take("classes"), o.take("headingLevel", 1))


def error_summary(ui: SimpleNamespace, o: Options) -> Any:
    mistakes = [{"text": item.words(), "href": item.take("href")} for item in o.each("errorList")]
    return ui.error_summary(mistakes, o.words("title"), o.words("description"), o.take("classes"))


def breadcrumbs(ui: SimpleNamespace, o: Options) -> Any:
    found = [{"text": item.words(), "href": item.take("href")} for item in o.each("items")]
    return ui.breadcrumbs(found, o.take("labelText", "Breadcrumb"), o.take("classes"))


def back_link(ui: SimpleNamespace, o: Options) -> Any:
    return ui.back_link(o.take("href", "#"), o.words(), o.take("classes"))


def actions(o: Options) -> list[dict[str, Any]]:
    part = o.part("actions")
    return [
        {"href": item.take("href"), "text": item.words(), "hidden": item.take("visuallyHiddenText")}
        for item in part.each("items")
    ]


def summary_list(ui: SimpleNamespace, o: Options) -> Any:
    rows = [
        {"key": row.part("key").words(), "value": row.part("value").words(), "actions": actions(row)}
        for row in o.each("rows")
    ]
    card = o.part("card")
    title = card.part("title")
    return ui.summary_list(rows, o.take("classes"), title.words(), actions(card), title.take("headingLevel", 2))


def table(ui: SimpleNamespace, o: Options) -> Any:
    def cell(item: Options) -> dict[str, Any]:
        return {"text": item.words(), "numeric": item.take("format") == "numeric"}

    head = [cell(item) for item in o.each("head")]
    rows = []
    for row in o.take("rows", []):
        cells = [Options(item, "rows.") for item in row or []]
        o.parts += cells
        rows += [[cell(item) for item in cells]] if row else []
    captions = {"caption": o.take("caption"), "caption_classes": o.take("captionClasses")}
    return ui.table(
        head, rows, **captions, classes=o.take("classes"), row_headers=o.take("firstCellIsHeader", False), stack=False
    )


def task_list(ui: SimpleNamespace, o: Options) -> Any:
    tasks = []
    for item in o.each("items"):
        status = item.part("status")
        mark = status.part("tag")
        classes = mark.take("classes")
        tasks.append(
            {
                "title": item.part("title").words(),
                "href": item.take("href"),
                "hint": item.part("hint").words(),
                "status": mark.words() or status.words(),
                "later": status.take("classes") == "govuk-task-list__status--cannot-start-yet",
                "colour": classes.replace("govuk-tag--", "") if mark.given else None,
            }
        )
    return ui.task_list(tasks, o.take("idPrefix", "task-list"), o.take("classes"))


def pagination(ui: SimpleNamespace, o: Options) -> Any:
    if o.left.get("items"):
        raise UnsupportedError("items")
    ways = {}
    for way in ("previous", "next"):
        part = o.part(way)
        href, words, name = part.take("href"), part.words(), part.take("labelText")
        if href and not words:
            raise UnsupportedError("words of our own")
        ways[way] = {"href": href, "text": words, "label": name} if href else None
    return ui.pagination(**ways, label=o.take("landmarkLabel", "Pagination"), classes=o.take("classes"))


MACROS: dict[str, Callable[[SimpleNamespace, Options], Any]] = {
    "back-link": back_link,
    "breadcrumbs": breadcrumbs,
    "button": button,
    "checkboxes": checkboxes,
    "date-input": date_input,
    "details": details,
    "error-summary": error_summary,
    "file-upload": file_upload,
    "input": input_,
    "inset-text": inset_text,
    "notification-banner": notification_banner,
    "pagination": pagination,
    "panel": panel,
    "radios": radios,
    "select": select,
    "summary-list": summary_list,
    "table": table,
    "tag": tag,
    "task-list": task_list,
    "textarea": textarea,
    "warning-text": warning_text,
}


def draw(ui: SimpleNamespace, component: str, given: dict[str, Any]) -> str:
    """Our HTML for an upstream example. UnsupportedError names the option that we do not have."""
    options = Options(given)
    html = MACROS[component](ui, options)
    options.end()
    return str(html)
