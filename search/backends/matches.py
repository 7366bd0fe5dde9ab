"""Trees as conditions of Django: `Entry.objects.filter(Matches(tree))`."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import F, Func
from django.db.models.sql.compiler import SQLCompiler

from search.language.tree import NOTHING, Tree

from . import postgresql, sqlite
from .engine import pruned


class Matches(Func):
    """That the entry whose id stands in the field `key` matches `tree`."""

    output_field = models.BooleanField()

    def __init__(self, tree: Tree, key: str = "pk") -> None:
        super().__init__(F(key))
        self.tree = pruned(tree)

    def as_sql(self, compiler: Any, connection: Any, *more: Any, **options: Any) -> Any:
        raise NotImplementedError(f"no tokens on {connection.vendor}")

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **options: Any
    ) -> tuple[str, Any]:
        return self._among(compiler, sqlite)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **options: Any
    ) -> tuple[str, Any]:
        return self._among(compiler, postgresql)

    def _among(self, compiler: SQLCompiler, dialect: Any) -> tuple[str, Any]:
        if self.tree == NOTHING:
            raise EmptyResultSet
        key, params = compiler.compile(self.get_source_expressions()[0])
        # In a query of its own: beside other conditions SQLite would ask FTS5 once an entry.
        test, more = dialect.condition(self.tree)
        found = f"SELECT {dialect.KEY} FROM search_tokens WHERE {test}"  # noqa: S608
        return f"{key} IN ({found})", (*params, *more)
