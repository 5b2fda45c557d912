"""The spellings of the words in customers' names: one row for each key of each word, however many customers bear it."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.store.base import Base, binary_order


class Spelling(Base):
    """Words of nobody go with the last customer who bore them."""

    __tablename__ = "customer_spellings"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  (SQLAlchemy's own name for it)
    key: Mapped[str] = mapped_column(binary_order(40), primary_key=True)
    word: Mapped[str] = mapped_column(String(40), primary_key=True)
