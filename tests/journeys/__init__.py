"""Ways through the whole portal, told in the words of those who walk them."""
