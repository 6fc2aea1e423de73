"""Every sentence a user sees, in ru and en: Fluent catalogues in resources/texts, and how times and amounts are said."""

from app.texts.catalogue import LANGUAGES, Texts

__all__ = ["LANGUAGES", "Texts"]
