"""Read what a learning management system hands over, and write what it takes back."""
