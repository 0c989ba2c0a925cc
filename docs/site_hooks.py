"""Checks of the built site: no page may load anything from another host."""

import re

from mkdocs.exceptions import PluginError

_LOADED = re.compile(
    r'<(?:script|img|iframe|source|link(?![^>]*rel="?(?:canonical|next|prev)))\b'
    r'[^>]*\b(?:src|href)="?(?:https?:)?//[^">\s]+'
)
"""A tag that makes a browser load something from another host: `<script src="https://cdn.example/x.js"`."""


def on_post_page(output: str, page: object, config: object) -> str:  # noqa: ARG001  # mkdocs passes these by name
    """The page as it is. Raises PluginError where it would load something from another host."""
    if found := _LOADED.search(output):
        raise PluginError(f"a page loads something from another host: {found[0]}")
    return output
