"""What tells how old somebody is: a number, a class, coming of age."""
