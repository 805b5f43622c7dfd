"""The contents of each kind of paper: a query's answer in, a document out."""
