"""What search reads, made from what the archive holds."""
