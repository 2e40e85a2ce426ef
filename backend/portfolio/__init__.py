"""What firms own: patents as rights of the whole system, and each firm's holding of them."""
