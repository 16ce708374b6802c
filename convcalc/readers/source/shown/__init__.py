"""What a file itself shows of its models: how it makes and feeds them."""
