"""Alembic's entry: migrates over the connection it is handed."""

from alembic import context

from commandcenter.store import shared_upgrade
from commandcenter.store.tables.every import Base

assert shared_upgrade.GrowingImpl.__dialect__ == "postgresql"  # known to Alembic from here on

connection = context.config.attributes["connection"]
# A migration's tables are its own: kept with the statements compiled for them, they would hold all
# of Alembic and every migration for as long as the engine lives.
connection.execution_options(compiled_cache=None)
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
