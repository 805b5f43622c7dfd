"""Papers as OFD (GB/T 33190-2016): the pages that outputs.pdf lays out, on another canvas."""
