"""The offline file: a package and an archive with all that the program needs, libc too."""
