"""Alembic's entry: migrates over the connection it is handed."""

from alembic import context

from commandcenter.store import shared_upgrade
from commandcenter.store.tables.every import Base

assert shared_upgrade.GrowingImpl.__dialect__ == "postgresql"  # known to Alembic from here on

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
