"""A Jinja environment that puts a page into one language while it is compiled.

There is one environment per language. A text that needs no values, `_("Sign in")`, becomes a constant of the compiled
template, so it costs nothing when the page is drawn; a text with values keeps only the filling of its placeholders.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from gettext import NullTranslations
from typing import Any

from jinja2 import Environment, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

SAYS = {"_", "gettext"}
PLAIN = "plain_gettext"


class FoldTexts(NodeTransformer):
    """Replaces each call of `_` on a plain text by the translated text, as the i18n extension would give it."""

    def __init__(self, texts: NullTranslations) -> None:
        self.texts = texts

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  named by Jinja
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name not in SAYS:
            return node
        text = node.args[0] if len(node.args) == 1 else None
        if not isinstance(text, nodes.Const) or not isinstance(text.value, str) or node.dyn_kwargs:
            # A text that is known only when the page is drawn may hold anything: it is escaped like any other value.
            node.node = nodes.Name(PLAIN, "load", lineno=node.lineno)
            return node
        words = self.texts.gettext(text.value)
        if not node.kwargs:
            return nodes.MarkSafe(nodes.Const(words % {}), lineno=node.lineno)
        values = [nodes.Pair(nodes.Const(pair.key), pair.value, lineno=pair.lineno) for pair in node.kwargs]
        filled = nodes.Mod(nodes.MarkSafe(nodes.Const(words)), nodes.Dict(values), lineno=node.lineno)
        return filled.set_lineno(node.lineno)


class LanguageEnvironment(Environment):
    """An environment whose templates speak one language."""

    def __init__(self, texts: NullTranslations, **options: Any) -> None:
        super().__init__(
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            **options,
        )
        self.policies["ext.i18n.trimmed"] = True
        self.texts = texts
        self.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
        self.globals[PLAIN] = self._plain

    def _plain(self, text: str, **values: object) -> str:
        words = self.texts.gettext(str(text))
        return words % values if values else words

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that every template knows, as one plain dict: a chain of maps is slow to copy for each page."""
        return super().make_globals(d) if d else self.globals

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        folded: nodes.Template = FoldTexts(self.texts).visit(tree)
        return folded


def attributes(values: dict[str, Any] | None) -> Markup:
    """HTML attributes with a space before each; True is the bare name, None and False leave it out."""
    parts = [
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in (values or {}).items()
        if value is not None and value is not False
    ]
    return Markup("".join(parts))  # noqa: S704  the names are ours, each value is escaped
