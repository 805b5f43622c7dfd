"""Floor 1: what the numbers say. Numpy in, numpy out; knows no complaint, no database, no clock."""
