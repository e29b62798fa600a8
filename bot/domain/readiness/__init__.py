"""What the system must withstand: the requirements, what speaks for each, their score, and what is owed of them."""
