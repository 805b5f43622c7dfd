"""What queries and services both ask of the stock (plan 6.2)."""
