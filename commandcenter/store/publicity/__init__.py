"""What services and queries of publicity both need."""
