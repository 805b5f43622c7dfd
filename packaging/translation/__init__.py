"""What `packaging/translations.py` is made of: the texts of the program, and its catalogues."""
