"""LocalText: one text in several languages, for topics, service targets, outcomes and templates."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Self

FALLBACK = "en"
_NOTHING: Mapping[str, str] = MappingProxyType({})


class LocalText(Mapping[str, str]):
    """An unchangeable mapping from language code to text; equal and hashed by its contents, whatever their order.

    An empty text counts as missing: it is dropped, so that a reader falls back to a language that has one.
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] = _NOTHING) -> None:
        for language, text in texts.items():
            if not isinstance(language, str) or not isinstance(text, str):
                raise TypeError(f"LocalText takes language → text, not {language!r}: {text!r}")
        self._texts = {language: text for language, text in texts.items() if text.strip()}

    @classmethod
    def from_dict(cls, texts: Mapping[str, str]) -> Self:
        return cls(texts)

    def to_dict(self) -> dict[str, str]:
        """A new plain dict in the order given, ready for JSON."""
        return dict(self._texts)

    def in_language(self, language: str) -> str:
        """The text in `language` ("nb" and "nb_NO" alike), else in English, else in the first language given, or ""."""
        for wanted in (language, language.replace("-", "_").partition("_")[0], FALLBACK):
            if wanted in self._texts:
                return self._texts[wanted]
        return next(iter(self._texts.values()), "")

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __eq__(self, other: object) -> bool:
        return self._texts == other._texts if isinstance(other, LocalText) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"LocalText({self._texts!r})"
