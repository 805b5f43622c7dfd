"""The frames that panels and forms share: live panels, ledgers, forms, their fields."""
